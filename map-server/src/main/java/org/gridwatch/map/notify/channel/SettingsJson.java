package org.gridwatch.map.notify.channel;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Channel settings as JSON, as they are stored: with their secrets. */
public final class SettingsJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final String UNREADABLE = "a setting cannot be read: ";
  private static final Set<String> NAMES = names();

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

  /** Which setting such words are about; empty when they are about several or none. */
  public static Optional<String> settingIn(String words) {
    String[] named = words.replace(UNREADABLE, "").split(" ", 2);
    return Optional.of(named[0]).filter(NAMES::contains);
  }

  private static Set<String> names() {
    return Arrays.stream(ChannelSettings.class.getPermittedSubclasses())
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(RecordComponent::getName)
        .collect(Collectors.toUnmodifiableSet());
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
        : UNREADABLE + path.getLast().getPropertyName();
  }
}
