package org.gridwatch.gateway.broker;

import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * The broker's own check behind the gate, on the same permit: whatever the broker is about to do
 * for a client is asked again in the broker's words (dots for slashes, queues beside addresses).
 */
final class LastLine implements ActiveMQSecurityManager5 {
  private static final WildcardConfiguration WORDS = new WildcardConfiguration();

  /** {@code permit} travels with the subject, which the broker caches by user and password. */
  private static final class Admitted extends UserPrincipal {
    private static final long serialVersionUID = 1L;
    private final transient Permit permit;

    Admitted(String name, Permit permit) {
      super(name);
      this.permit = permit;
    }
  }

  @Override
  public @Nullable Subject authenticate(
      String user, String password, RemotingConnection remote, String domain) {
    if (!(remote.getTransportConnection() instanceof NettyConnection netty)) {
      return null;
    }
    Permit permit = netty.getChannel().attr(Door.PERMIT).get();
    if (permit == null) {
      return null;
    }
    var subject = new Subject();
    subject.getPrincipals().add(new Admitted(user, permit));
    return subject;
  }

  @Override
  public boolean authorize(
      Subject subject, Set<Role> roles, CheckType checkType, String addressAndQueue) {
    int queue = addressAndQueue.indexOf("::");
    String address = queue < 0 ? addressAndQueue : addressAndQueue.substring(0, queue);
    String topic = MQTTUtil.getMqttTopicFromCoreAddress(address, WORDS);
    for (Admitted admitted : subject.getPrincipals(Admitted.class)) {
      return allowed(admitted.permit, checkType, topic);
    }
    return false;
  }

  private static boolean allowed(Permit permit, CheckType checkType, String topic) {
    return switch (checkType) {
      case SEND -> permit.mayPublish(topic);
      case CREATE_ADDRESS -> permit.mayPublish(topic) || permit.maySubscribe(topic);
      case CONSUME,
          CREATE_DURABLE_QUEUE,
          DELETE_DURABLE_QUEUE,
          CREATE_NON_DURABLE_QUEUE,
          DELETE_NON_DURABLE_QUEUE,
          DELETE_ADDRESS ->
          permit.maySubscribe(topic);
      default -> false;
    };
  }

  @Override
  public boolean validateUser(String user, String password) {
    return false; // only asked by versions that do not know the connection
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }
}
