package org.gridwatch.map.account;

import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.EnrolmentKey;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.rule.Holidays;
import org.gridwatch.ingest.rule.PlannedWorks;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.TestDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/**
 * The accounts, devices, grids and status of the real server, on a free port and a fresh database.
 */
public final class TestServer implements AutoCloseable {
  public static final String PASSWORD = "correct horse battery";

  /** What the assembly does for the whole, for these packages alone. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @ComponentScan({
    "org.gridwatch.map.account",
    "org.gridwatch.map.alert",
    "org.gridwatch.map.api",
    "org.gridwatch.map.device",
    "org.gridwatch.map.grid",
    "org.gridwatch.map.basemap",
    "org.gridwatch.map.history",
    "org.gridwatch.map.live",
    "org.gridwatch.map.notify",
    "org.gridwatch.map.rule",
    "org.gridwatch.map.settings",
    "org.gridwatch.map.status"
  })
  static class Assembly {}

  public final TestDatabase database = TestDatabase.create();
  public final HandClock clock = new HandClock();
  public final ConfigurableApplicationContext context;

  public TestServer() {
    var app = new SpringApplication(Assembly.class);
    app.addInitializers(
        context -> {
          var beans = (org.springframework.context.support.GenericApplicationContext) context;
          beans.registerBean("dataSource", DataSource.class, database::dataSource);
          beans.registerBean("clock", HandClock.class, () -> clock);
          beans.registerBean(Devices.class, () -> new Devices(database.dataSource()));
          beans.registerBean(Alerts.class, () -> new Alerts(database.dataSource()));
          beans.registerBean(Newcomers.class, () -> new Newcomers(database.dataSource()));
          beans.registerBean(Rejects.class, () -> new Rejects(database.dataSource(), UTC));
          beans.registerBean(Rules.class, () -> new Rules(database.dataSource()));
          beans.registerBean(PlannedWorks.class, () -> new PlannedWorks(database.dataSource()));
          beans.registerBean(Holidays.class, () -> new Holidays(database.dataSource()));
          beans.registerBean(ReadingStore.class, () -> store(clock));
          beans.registerBean(Places.class, () -> new Places(database.dataSource()));
          beans.registerBean(
              EnrolmentKey.class, () -> new EnrolmentKey(database.dataSource(), clock));
        });
    context =
        app.run("--server.port=0", "--spring.flyway.enabled=false", "--gridwatch.data=target/data");
    context.getBean(FirstAccount.class).ensureAdmin(PASSWORD);
  }

  private ReadingStore store(InstantSource now) {
    var store = ReadingStore.on(database.dataSource(), now);
    store.prepare();
    return store;
  }

  public int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  public Browser browser() {
    return new Browser(port());
  }

  public Browser admin() {
    return browser().signIn("admin", PASSWORD);
  }

  /** Straight into the table: Argon2 would take its time for each. */
  public void addAccount(String name, Role role, String... gridCodes) {
    var book = context.getBean(AccountBook.class);
    var hash =
        database
            .jdbc()
            .sql("select password_hash from account where name = 'admin'")
            .query(String.class)
            .single();
    book.create(name, hash, new AccountBook.Change("", role, null, null, List.of(gridCodes)));
  }

  public String token(String account, Scope... scopes) {
    int id = context.getBean(AccountBook.class).id(account);
    return context.getBean(Tokens.class).make(id, "test", List.of(scopes), null).secret();
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }
}
