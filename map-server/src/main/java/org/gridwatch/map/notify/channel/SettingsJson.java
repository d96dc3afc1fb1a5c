package org.gridwatch.map.notify.channel;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Channel settings as JSON, as they are stored: with their secrets. */
public final class SettingsJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private SettingsJson() {}

  /** Throws {@link IllegalArgumentException} that says what is wrong, without repeating secrets. */
  public static ChannelSettings read(String json) {
    try {
      return JSON.readValue(json, ChannelSettings.class);
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(reason(unreadable));
    }
  }

  public static String write(ChannelSettings settings) {
    return JSON.writerFor(ChannelSettings.class).writeValueAsString(settings);
  }

  /** Jackson's own words may quote what it read. */
  private static String reason(JacksonException unreadable) {
    if (unreadable.getCause() instanceof IllegalArgumentException ours
        && ours.getMessage() instanceof String words
        && ours.getStackTrace().length > 0
        && ours.getStackTrace()[0].getClassName().startsWith(Check.class.getPackageName())) {
      return words;
    }
    var path = unreadable.getPath();
    return path.isEmpty()
        ? "the settings of a channel must be a JSON object with a known type"
        : "a setting cannot be read: " + path.getLast().getPropertyName();
  }
}
