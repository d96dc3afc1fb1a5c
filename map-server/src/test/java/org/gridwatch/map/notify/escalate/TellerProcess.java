package org.gridwatch.map.notify.escalate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.tap.Links;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** All that tells people, as a process of its own on a database that others share: to be killed. */
final class TellerProcess {
  private TellerProcess() {}

  /** No stereotype: the servers of other tests must not find it. */
  @ComponentScan(
      basePackages = {
        "org.gridwatch.map.notify.duty",
        "org.gridwatch.map.notify.escalate",
        "org.gridwatch.map.notify.message",
        "org.gridwatch.map.notify.outbox",
        "org.gridwatch.map.notify.route",
        "org.gridwatch.map.settings"
      },
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = RestController.class))
  @ComponentScan(
      basePackageClasses = Links.class,
      useDefaultFilters = false,
      includeFilters =
          @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Links.class))
  static class House {
    @Bean
    DataSource database() {
      var pool = new HikariConfig();
      var source = new PGSimpleDataSource();
      source.setUrl(System.getProperty("database"));
      source.setUser("postgres");
      source.setPassword("postgres");
      pool.setDataSource(source);
      pool.setMaximumPoolSize(6);
      return new HikariDataSource(pool);
    }

    @Bean
    JdbcClient db(DataSource database) {
      return JdbcClient.create(database);
    }

    @Bean
    JsonMapper json() {
      return JsonMapper.shared();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Grids grids(DataSource database) {
      var grids = new Grids(database);
      grids.refresh();
      return grids;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var house = new AnnotationConfigApplicationContext(House.class);
    System.out.println("telling with " + house.getBeanDefinitionCount() + " parts");
    Thread.currentThread().join();
  }

  static Process start(String url, Path log) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx300m",
            "-Ddatabase=" + url,
            "-cp",
            System.getProperty("java.class.path"),
            TellerProcess.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
