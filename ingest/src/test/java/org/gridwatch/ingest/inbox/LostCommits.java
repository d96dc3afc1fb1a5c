package org.gridwatch.ingest.inbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A database that loses the connection when a lane commits: before the commit is done, or after it,
 * so that only the answer is lost.
 */
final class LostCommits extends DelegatingDataSource {
  private final AtomicInteger undone = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  LostCommits(DataSource real) {
    super(real);
  }

  /** So many of the next commits are not done. */
  void loseNext(int commits) {
    undone.addAndGet(commits);
  }

  /** So many of the next commits are done, and nobody is told. */
  void loseAnswersOfNext(int commits) {
    unanswered.addAndGet(commits);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    boolean lane = Thread.currentThread().getName().startsWith("ingest-lane");
    return lane ? losing(real) : real;
  }

  private Connection losing(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commit(real);
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private void commit(Connection real) throws SQLException {
    if (took(undone)) {
      throw new SQLException("the connection was lost before the commit", "08006");
    }
    real.commit();
    if (took(unanswered)) {
      throw new SQLException("the connection was lost after the commit", "08006");
    }
  }

  private static boolean took(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
