package org.gridwatch.map.notify.channel;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import org.gridwatch.ingest.rule.Severity;

/** A message as a mail: HTML and the same as plain text. */
final class MailLetter extends MimeMessage {
  private static final String UTF8 = "UTF-8";
  private static final int MOST_BYTES = 200_000;

  private final String id;

  private MailLetter(Session session, String id) {
    super(session);
    this.id = id;
  }

  static MailLetter of(Session session, String from, Parcel parcel, Instant now)
      throws MessagingException {
    var letter = new MailLetter(session, messageId(parcel.key(), from));
    var text = parcel.text();
    letter.setFrom(new InternetAddress(from));
    letter.setRecipient(Message.RecipientType.TO, new InternetAddress(parcel.to()));
    letter.setSubject(text.title(), UTF8);
    letter.setSentDate(Date.from(now));
    if (TokenBucket.urgent(parcel.severity())) {
      letter.setHeader("Importance", "high");
      letter.setHeader("X-Priority", parcel.severity() == Severity.RED ? "1" : "2");
    }
    letter.setHeader("Auto-Submitted", "auto-generated"); // so that no holiday note answers it
    var plain = new MimeBodyPart();
    plain.setText(Fit.within(MOST_BYTES, text, PlainText::of), UTF8);
    var html = new MimeBodyPart();
    html.setText(Fit.within(MOST_BYTES, text, MailHtml::of), UTF8, "html");
    letter.setContent(new MimeMultipart("alternative", plain, html)); // the last is preferred
    letter.saveChanges();
    return letter;
  }

  /** The same for the same key, so that a mailbox that gets it twice can tell. */
  static String messageId(String key, String from) {
    return "<" + Hash.sha256(key).substring(0, 40) + from.substring(from.lastIndexOf('@')) + ">";
  }

  String id() {
    return id;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
