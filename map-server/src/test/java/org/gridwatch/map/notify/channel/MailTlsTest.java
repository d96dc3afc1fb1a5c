package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.ChannelSettings.MailSecurity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS, with a certificate that is made for 127.0.0.1 and no other name. */
@Tag("slow")
class MailTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Map<String, String> WITH_STARTTLS =
      Map.of("EHLO", "250-here\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS", "STARTTLS", "220 go on");

  @TempDir static Path folder;

  private static SSLContext tls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("mail.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String arguments =
        "-genkeypair -alias mail -keyalg EC -groupname secp256r1 -validity 2 -dname CN=mail"
            + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + store;
    var command = new ArrayList<String>();
    command.add(keytool);
    command.addAll(List.of(arguments.split(" ")));
    var made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    tls = context(store);
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    mine.init(keys, PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("mail", keys.getCertificate("mail"));
    trusted.init(known);
    var context = SSLContext.getInstance("TLS");
    context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static ScriptedSmtp overTls() throws IOException {
    var socket =
        tls.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    return new ScriptedSmtp(Map.of(), socket, null);
  }

  private static ScriptedSmtp overStartTls() throws IOException {
    var socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    return new ScriptedSmtp(WITH_STARTTLS, socket, tls.getSocketFactory());
  }

  private static Receipt send(
      String host, ScriptedSmtp server, MailSecurity security, SSLSocketFactory trust) {
    var settings =
        new ChannelSettings.Mail(
            host, server.port(), security, "watch", new Secret("pass"), "watch@example.cn");
    return new SmtpMail(settings, Timeouts.DEFAULT, trust, new HandClock())
        .send(Letters.to("leader@example.cn", Severity.RED));
  }

  private static SSLSocketFactory strangers() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  @Test
  void arrivesOverTls() throws IOException {
    try (var server = overTls()) {
      assertThat(send("127.0.0.1", server, MailSecurity.TLS, tls.getSocketFactory()))
          .isInstanceOf(Receipt.Taken.class);
      assertThat(server.heard()).allMatch(line -> line.startsWith("tls "));
    }
  }

  @Test
  void signsInOnlyAfterStartTls() throws IOException {
    try (var server = overStartTls()) {
      assertThat(send("127.0.0.1", server, MailSecurity.STARTTLS, tls.getSocketFactory()))
          .isInstanceOf(Receipt.Taken.class);
      assertThat(server.heard()).anyMatch(line -> line.startsWith("tls AUTH"));
      assertThat(server.heard())
          .filteredOn(line -> !line.startsWith("tls "))
          .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
    }
  }

  @Test
  void aCertificateNobodyTrustsIsNotUsed() throws IOException {
    try (var server = overTls()) {
      assertThat(send("127.0.0.1", server, MailSecurity.TLS, strangers()))
          .isInstanceOf(Receipt.Later.class);
      assertThat(server.heard()).isEmpty();
    }
    try (var server = overStartTls()) {
      assertThat(send("127.0.0.1", server, MailSecurity.STARTTLS, strangers()))
          .isInstanceOf(Receipt.Later.class);
      assertThat(server.heard()).noneMatch(line -> line.contains("AUTH"));
    }
  }

  @Test
  void aCertificateOfAnotherServerIsNotUsed() throws IOException {
    try (var server = overTls()) {
      assertThat(send("localhost", server, MailSecurity.TLS, tls.getSocketFactory()))
          .isInstanceOf(Receipt.Later.class);
      assertThat(server.heard()).isEmpty();
    }
    try (var server = overStartTls()) {
      assertThat(send("localhost", server, MailSecurity.STARTTLS, tls.getSocketFactory()))
          .isInstanceOf(Receipt.Later.class);
      assertThat(server.heard()).noneMatch(line -> line.contains("AUTH"));
    }
  }
}
