package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.ChannelSettings.MailSecurity;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
  private static final String TO = "leader@example.cn";
  private static final String PASSWORD = "mail-pass-word";
  private final Desk desk = new Desk(Desk.SHORT);

  @AfterEach
  void close() {
    desk.close();
  }

  private static ChannelSettings.Mail settings(int port, MailSecurity security) {
    return new ChannelSettings.Mail(
        "127.0.0.1", port, security, "watch", new Secret(PASSWORD), "watch@example.cn");
  }

  private static GreenMail server() {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.setUser("watch@example.cn", "watch", PASSWORD);
    server.start();
    return server;
  }

  private Receipt send(int port, Parcel parcel) {
    return desk.open(settings(port, MailSecurity.NONE)).send(parcel);
  }

  @Test
  void arrivesAsHtmlAndAsText() throws Exception {
    var server = server();
    try {
      var patient = new Desk();
      var receipt =
          patient
              .open(settings(server.getSmtp().getPort(), MailSecurity.NONE))
              .send(Letters.to(TO, Severity.RED));
      MimeMessage got = server.getReceivedMessages()[0];
      assertThat(receipt).isEqualTo(new Receipt.Taken(got.getMessageID()));
      assertThat(got.getSubject()).isEqualTo("燃气泄漏");
      assertThat(got.getAllRecipients()[0]).hasToString(TO);
      assertThat(got.getHeader("X-Priority")).containsExactly("1");
      var parts = (MimeMultipart) got.getContent();
      assertThat(parts.getContentType()).contains("multipart/alternative");
      assertThat((String) parts.getBodyPart(0).getContent())
          .contains("厨房 1-2-301 🔥", Letters.LINK.toString());
      assertThat(parts.getBodyPart(1).getContentType()).contains("text/html");
      assertThat((String) parts.getBodyPart(1).getContent())
          .contains("<td>厨房 1-2-301 🔥</td>", "href=\"" + Letters.LINK + "\"");
      patient.close();
    } finally {
      server.stop();
    }
  }

  @Test
  void anotherTryHasTheSameMessageId() {
    assertThat(MailLetter.messageId("alert-17/1", "watch@example.cn"))
        .isEqualTo(MailLetter.messageId("alert-17/1", "watch@example.cn"))
        .isNotEqualTo(MailLetter.messageId("alert-17/2", "watch@example.cn"))
        .matches("<[0-9a-f]{40}@example\\.cn>");
  }

  @Test
  void withoutTheTlsThatWasAskedForNothingIsSaid() throws IOException {
    try (var server = new ScriptedSmtp(Map.of())) {
      var receipt =
          desk.open(settings(server.port(), MailSecurity.STARTTLS))
              .send(Letters.to(TO, Severity.RED));
      assertThat(receipt).isInstanceOf(Receipt.Later.class);
      assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
      assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 421 busy, Later, CHANNEL",
    "AUTH, 535 wrong, Refused, CHANNEL",
    "AUTH, 454 not now, Later, CHANNEL",
    "MAIL, 550 not you, Refused, CHANNEL",
    "MAIL, 451 not now, Later, CHANNEL",
    "RCPT, 550 nobody, Refused, RECEIVER",
    "RCPT, 450 grey, Later, RECEIVER",
    "RCPT, 452 full, Later, CHANNEL",
    "DATA, 554 no, Refused, PARCEL",
    "., 554 spam, Refused, PARCEL",
    "., 452 full, Later, CHANNEL"
  })
  void knowsWhatAnAnswerMeans(String command, String reply, String kind, About about)
      throws IOException {
    try (var server = new ScriptedSmtp(Map.of(command, reply))) {
      var receipt = send(server.port(), Letters.to(TO, Severity.RED));
      assertThat(receipt.getClass().getSimpleName()).as(receipt.toString()).isEqualTo(kind);
      assertThat(receipt.toString()).contains("about=" + about).doesNotContain(PASSWORD);
    }
  }

  @Test
  void silenceAfterTheLetterMayBeADelivery() throws IOException {
    try (var server = new ScriptedSmtp(Map.of(".", ScriptedSmtp.SILENCE))) {
      assertThat(send(server.port(), Letters.to(TO, Severity.RED)))
          .isInstanceOf(Receipt.Unknown.class);
    }
  }

  @Test
  void silenceAfterGoodbyeIsNot() throws IOException {
    try (var server = new ScriptedSmtp(Map.of("QUIT", ScriptedSmtp.SILENCE))) {
      assertThat(send(server.port(), Letters.to(TO, Severity.RED)))
          .isInstanceOf(Receipt.Taken.class);
    }
  }

  @Test
  void silenceBeforeTheGreetingIsNone() throws IOException {
    try (var server = new ScriptedSmtp(Map.of("GREETING", ScriptedSmtp.SILENCE))) {
      assertThat(send(server.port(), Letters.to(TO, Severity.RED)))
          .isInstanceOf(Receipt.Later.class);
    }
  }

  @Test
  void aRefusedConnectionIsCertainlyNoDelivery() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(send(port, Letters.to(TO, Severity.RED))).isInstanceOf(Receipt.Later.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "a@b.cn\r\nBcc: c@d.cn", "a@b.cn, c@d.cn", "<a@b.cn>"})
  void whatIsNoAddressIsRefused(String to) throws IOException {
    try (var server = new ScriptedSmtp(Map.of())) {
      assertThat(send(server.port(), Letters.to(to, Severity.RED)))
          .isEqualTo(new Receipt.Refused("not a mail address", About.RECEIVER));
      assertThat(server.heard()).isEmpty();
    }
  }
}
