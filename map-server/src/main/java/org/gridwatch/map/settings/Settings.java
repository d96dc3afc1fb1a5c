package org.gridwatch.map.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the installation's settings; every process sees the same. */
@Component
public class Settings {
  /** All of them at once. */
  public record All(Place place, Retention retention, @Nullable TileLayer tileLayer) {}

  private final JdbcClient db;
  private final JsonMapper json;

  Settings(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  public Place place() {
    return read("place", Place.class).orElse(Place.DEFAULT);
  }

  public Retention retention() {
    return read("retention", Retention.class).orElse(Retention.DEFAULT);
  }

  public Optional<TileLayer> tileLayer() {
    return read("tileLayer", TileLayer.class);
  }

  public All all() {
    return new All(place(), retention(), tileLayer().orElse(null));
  }

  public void setPlace(Place place) {
    write("place", place);
  }

  @Transactional
  public void set(All wanted) {
    write("place", wanted.place);
    write("retention", wanted.retention);
    if (wanted.tileLayer == null) {
      db.sql("delete from setting where name = 'tileLayer'").update();
    } else {
      write("tileLayer", wanted.tileLayer);
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    return db.sql("select value::text from setting where name = ?")
        .param(name)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, type));
  }

  private void write(String name, Object value) {
    db.sql(
            """
            insert into setting (name, value) values (?, ?::jsonb)
            on conflict (name) do update set value = excluded.value
            """)
        .params(name, json.writeValueAsString(value))
        .update();
  }
}
