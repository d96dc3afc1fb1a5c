package org.gridwatch.map.account;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code gridwatch.*} that accounts need.
 *
 * @param data the data directory; secrets go into {@code secrets} below it
 * @param publicUrl where people reach this server; with {@code https} the cookies are secure
 */
@ConfigurationProperties("gridwatch")
record AccountSettings(@DefaultValue("data") Path data, @Nullable URI publicUrl) {
  boolean secure() {
    return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
  }
}
