package org.gridwatch.map.notify.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The templates in force: what somebody has written, else the usual ones. */
@Component
public class Templates {
  /** What there are templates for. */
  public enum Use {
    RAISED,
    WORSE,
    REMINDER,
    HANDED_OVER,
    CLEARED,
    DRILL,
    HELP,
    /** Several alerts in one message. */
    TOGETHER,
    DIGEST;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it tells of several alerts at once. */
    boolean several() {
      return this == TOGETHER || this == DIGEST;
    }

    static Optional<Use> parse(String label) {
      return Arrays.stream(values()).filter(use -> use.label().equals(label)).findFirst();
    }

    static Use of(Occasion occasion) {
      return valueOf(occasion.name());
    }
  }

  private final JdbcClient db;

  Templates(JdbcClient db) {
    this.db = db;
  }

  /** In which people are told. */
  public Language language() {
    return db.sql("select value #>> '{}' from setting where name = 'noticeLanguage'")
        .query(String.class)
        .optional()
        .flatMap(Language::parse)
        .orElse(Language.ZH);
  }

  void setLanguage(Language language) {
    db.sql(
            """
            insert into setting (name, value) values ('noticeLanguage', to_jsonb(?::text))
            on conflict (name) do update set value = excluded.value
            """)
        .param(language.label())
        .update();
  }

  Template of(Use use, Language language) {
    return written(use, language).orElseGet(() -> UsualWords.of(use, language));
  }

  Optional<Template> written(Use use, Language language) {
    return db.sql("select words from message_template where use = ? and language = ?")
        .params(use.label(), language.label())
        .query(String.class)
        .optional()
        .map(Template::new);
  }

  void write(Use use, Language language, Template template) {
    db.sql(
            """
            insert into message_template (use, language, words) values (?, ?, ?)
            on conflict (use, language) do update set words = excluded.words
            """)
        .params(use.label(), language.label(), template.words())
        .update();
  }

  /** Returns whether there was one. */
  boolean reset(Use use, Language language) {
    return db.sql("delete from message_template where use = ? and language = ?")
            .params(use.label(), language.label())
            .update()
        == 1;
  }
}
