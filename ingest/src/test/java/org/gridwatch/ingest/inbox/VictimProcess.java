package org.gridwatch.ingest.inbox;

import java.io.File;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** Broker and ingest as a process of their own, to be killed. */
final class VictimProcess {
  private VictimProcess() {}

  /** Arguments: JDBC URL, data folder, MQTT port. */
  public static void main(String[] arguments) throws Exception {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(arguments[0]);
    dataSource.setUser("postgres");
    dataSource.setPassword("postgres");
    Chain.start(dataSource, Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    Thread.currentThread().join();
  }

  static Process start(String url, Path dataDir, int port, Path log) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx700m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            VictimProcess.class.getName(),
            url,
            dataDir.toString(),
            Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
        .start();
  }
}
