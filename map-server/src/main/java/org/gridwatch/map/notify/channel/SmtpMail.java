package org.gridwatch.map.notify.channel;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.gridwatch.map.notify.channel.ChannelSettings.MailSecurity;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.jspecify.annotations.Nullable;

/** E-mail over SMTP. With TLS asked for, nothing is said without it. */
final class SmtpMail implements Channel {
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ChannelSettings.Mail settings;
  private final Timeouts timeouts;
  private final Session session;
  private final Clock clock;

  SmtpMail(
      ChannelSettings.Mail settings, Timeouts timeouts, SSLSocketFactory sockets, Clock clock) {
    this.settings = settings;
    this.timeouts = timeouts;
    this.clock = clock;
    session = Session.getInstance(properties(settings, timeouts, sockets));
  }

  @Override
  public Receipt send(Parcel parcel) {
    if (!Check.isMail(parcel.to())) {
      return new Receipt.Refused("not a mail address", About.RECEIVER);
    }
    try {
      var letter = MailLetter.of(session, settings.from(), parcel, clock.instant());
      var transport = session.getTransport("smtp");
      var receipt = send(letter, transport);
      goodbye(transport);
      return receipt;
    } catch (MessagingException unwritten) { // before anything was sent
      return new Receipt.Refused("this cannot be written as a mail", About.PARCEL);
    }
  }

  @Override
  public Limits limits() {
    return Limits.NONE;
  }

  private Receipt send(MailLetter letter, Transport transport) {
    String user = settings.user();
    String password = settings.password().value();
    try {
      if (user.isEmpty()) {
        transport.connect(settings.host(), settings.port(), null, null);
      } else {
        transport.connect(settings.host(), settings.port(), user, password);
      }
    } catch (MessagingException outside) {
      return notConnected(outside);
    }
    try {
      transport.sendMessage(letter, letter.getAllRecipients());
      return new Receipt.Taken(letter.id());
    } catch (MessagingException failed) {
      return failed(failed);
    }
  }

  /** All is settled by now; a server that does not answer a goodbye changes nothing. */
  private static void goodbye(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException _) {
      // see above
    }
  }

  private Receipt notConnected(MessagingException outside) {
    if (outside instanceof AuthenticationFailedException refused) {
      return passing(refused)
          ? new Receipt.Later("the sign-in is refused for now", RETRY, About.CHANNEL)
          : new Receipt.Refused("the sign-in is refused", About.CHANNEL);
    }
    String why =
        outside instanceof MailConnectException
            ? "no connection"
            : "no way in: the greeting or TLS failed";
    return new Receipt.Later(why, RETRY, About.CHANNEL);
  }

  /** RFC 4954: 454 is a passing failure of the sign-in. */
  private static boolean passing(AuthenticationFailedException refused) {
    return refused.getMessage() instanceof String words && words.startsWith("4");
  }

  /** Walks what went wrong to the answer of the server, if it gave one. */
  private Receipt failed(MessagingException failed) {
    for (@Nullable Exception one = failed; one != null; one = next(one)) {
      if (one instanceof SMTPAddressFailedException address) {
        return answered(address.getReturnCode(), About.RECEIVER);
      }
      if (one instanceof SMTPSenderFailedException sender) {
        return answered(sender.getReturnCode(), About.CHANNEL);
      }
    }
    return failed instanceof SMTPSendFailedException answer && answer.getReturnCode() > 0
        ? answered(answer.getReturnCode(), About.PARCEL)
        : new Receipt.Unknown(timeouts.noAnswer());
  }

  private static @Nullable Exception next(Exception one) {
    return one instanceof MessagingException more ? more.getNextException() : null;
  }

  /** 421: the server closes. 451, 452: its own trouble; 450: the mailbox, often grey-listing. */
  private static Receipt answered(int code, About refused) {
    String why = "SMTP " + code;
    return switch (code) {
      case 530, 534, 535, 538 -> new Receipt.Refused(why, About.CHANNEL);
      case 450 -> new Receipt.Later(why, Duration.ofMinutes(5), About.RECEIVER);
      default ->
          code >= 500 && code < 600
              ? new Receipt.Refused(why, refused)
              : new Receipt.Later(why, RETRY, About.CHANNEL);
    };
  }

  private static Properties properties(
      ChannelSettings.Mail settings, Timeouts timeouts, SSLSocketFactory sockets) {
    var all = new Properties();
    String answer = Long.toString(timeouts.answer().toMillis());
    all.put("mail.smtp.connectiontimeout", Long.toString(timeouts.connect().toMillis()));
    all.put("mail.smtp.timeout", answer);
    all.put("mail.smtp.writetimeout", answer);
    all.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.ssl.socketFactory", sockets);
    all.put("mail.smtp.socketFactory.fallback", "false"); // one try, and with this trust only
    all.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == MailSecurity.TLS));
    boolean startTls = settings.security() == MailSecurity.STARTTLS;
    all.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    all.put("mail.smtp.starttls.required", Boolean.toString(startTls));
    return all;
  }
}
