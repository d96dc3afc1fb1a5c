package org.gridwatch.map.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** GridWatch, in one jar. */
@SpringBootApplication(scanBasePackages = "org.gridwatch.map")
public class GridWatch {
  public static void main(String[] args) {
    SpringApplication.run(GridWatch.class, args);
  }
}
