package org.gridwatch.map.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Sessions of signed-in people: in memory, so a restart signs everybody out. A session holds who
 * signed in and with which password, never rights: those are looked up each time.
 */
@Component
class LiveSessions {
  static final Duration IDLE = Duration.ofHours(12);
  private static final String KEY = LiveSessions.class.getName();

  /** What a session holds. */
  record Ticket(int accountId, String passwordMark) {}

  private final ConcurrentHashMap<String, Ticket> open = new ConcurrentHashMap<>();

  /** A fresh session with a fresh id: nobody can have planted it beforehand. */
  void begin(HttpServletRequest request, Account account) {
    end(request);
    var session = request.getSession(true);
    session.setMaxInactiveInterval((int) IDLE.toSeconds());
    var ticket = new Ticket(account.id(), Account.passwordMark(account.passwordHash()));
    session.setAttribute(KEY, new Bound(session.getId(), ticket));
  }

  void end(HttpServletRequest request) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
  }

  Optional<Bound> of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(KEY) instanceof Bound bound
        ? Optional.of(bound)
        : Optional.empty();
  }

  Optional<Ticket> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Lives in the session, and leaves the list of open ones when that ends for whatever reason. */
  final class Bound implements HttpSessionBindingListener {
    final String id;
    final Ticket ticket;

    Bound(String id, Ticket ticket) {
      this.id = id;
      this.ticket = ticket;
    }

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
      open.put(id, ticket);
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      open.remove(id);
    }
  }
}
