package org.gridwatch.map.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The disk that holds the data directory. */
@Component
class Disk {
  record Space(long freeBytes, long totalBytes) {}

  private final Path data;

  Disk(@Value("${gridwatch.data:data}") Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  Space space() throws IOException {
    var existing = data;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    var store = Files.getFileStore(existing);
    return new Space(store.getUsableSpace(), store.getTotalSpace());
  }
}
