package org.gridwatch.map.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the embedded server is told, and why. */
final class PostgresSettings {
  private static final long MIB = 1L << 20;

  private PostgresSettings() {}

  /** The text of a configuration file for PostgreSQL. */
  static String text(int port, Path logs, long machineMemoryBytes) {
    return settings(port, logs, machineMemoryBytes).entrySet().stream()
        .map(e -> "%s = '%s'%n".formatted(e.getKey(), e.getValue().replace("'", "''")))
        .collect(Collectors.joining());
  }

  private static Map<String, String> settings(int port, Path logs, long machineMemoryBytes) {
    var set = new LinkedHashMap<String, String>();
    // Who may come in: this machine, with the password (pg_hba.conf). No socket file that others
    // could reach.
    set.put("port", Integer.toString(port));
    set.put("listen_addresses", "127.0.0.1");
    set.put("unix_socket_directories", "");
    set.put("password_encryption", "scram-sha-256");
    set.put("max_connections", "100");
    // Acknowledged means settled: a commit is on disk when it returns.
    set.put("fsync", "on");
    set.put("synchronous_commit", "on");
    set.put("full_page_writes", "on");
    // The newest partitions and their indexes stay in memory; the rest is the system's page cache.
    set.put("shared_buffers", sharedBuffersMib(machineMemoryBytes) + "MB");
    set.put("work_mem", "16MB");
    set.put("maintenance_work_mem", "128MB");
    // Every checkpoint makes full pages go to the log again: at full load a small max_wal_size
    // would
    // checkpoint every few seconds.
    set.put("max_wal_size", "4GB");
    set.put("min_wal_size", "512MB");
    set.put("checkpoint_timeout", "15min");
    set.put("checkpoint_completion_target", "0.9");
    set.put("wal_buffers", "64MB");
    // Full pages are most of the log after a checkpoint, and compress to a third.
    set.put("wal_compression", "on");
    // Appended rows are never updated: vacuum has nothing to do but freeze, one partition at a
    // time.
    set.put("autovacuum_max_workers", "2");
    set.put("autovacuum_naptime", "30s");
    // Short queries on one machine that does everything: no compiler, no helpers, disks without
    // arms.
    set.put("jit", "off");
    set.put("max_parallel_workers_per_gather", "0");
    set.put("max_parallel_maintenance_workers", "0");
    set.put("random_page_cost", "1.1");
    // A process that died in the middle of a transaction must not keep its locks.
    set.put("idle_in_transaction_session_timeout", "10min");
    set.put("tcp_keepalives_idle", "60");
    set.put("timezone", "UTC");
    set.put("log_timezone", "UTC");
    // A log file per weekday, overwritten a week later.
    set.put("logging_collector", "on");
    set.put("log_directory", logs.toString());
    set.put("log_filename", "postgres-%a.log");
    set.put("log_truncate_on_rotation", "on");
    set.put("log_rotation_size", "0");
    set.put("log_checkpoints", "off");
    return set;
  }

  /** A sixteenth of the machine, 128 MiB to 1 GiB: broker, ingest and map live on it too. */
  static long sharedBuffersMib(long machineMemoryBytes) {
    return Math.clamp(machineMemoryBytes / 16 / MIB, 128, 1024);
  }
}
