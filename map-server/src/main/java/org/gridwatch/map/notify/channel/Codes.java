package org.gridwatch.map.notify.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridwatch.map.notify.channel.Receipt.About;

/**
 * What a provider's error codes mean. A code that is not listed may pass: only what is clearly
 * permanent is refused. Immutable.
 */
final class Codes {
  private static final Duration RETRY = Duration.ofMinutes(1);

  private sealed interface Meaning {
    record Refuse(About about) implements Meaning {}

    record Wait(Duration pause, About about) implements Meaning {}

    /** The provider itself does not know whether it went through. */
    record Unsure() implements Meaning {}
  }

  /** By the code or the beginning of it; the longest beginning counts. */
  private final Map<String, Meaning> meanings;

  private Codes(Map<String, Meaning> meanings) {
    this.meanings = Map.copyOf(meanings);
  }

  static final Codes NONE = new Codes(Map.of());

  Codes refuse(About about, String... codes) {
    return with(new Meaning.Refuse(about), codes);
  }

  Codes later(Duration wait, About about, String... codes) {
    return with(new Meaning.Wait(wait, about), codes);
  }

  Codes unsure(String... codes) {
    return with(new Meaning.Unsure(), codes);
  }

  /** {@code words}: the provider's own explanation, which is shown to operators. */
  Receipt receipt(String code, String words) {
    String why = words.isEmpty() ? code : code + " " + words;
    return switch (meaning(code)) {
      case Meaning.Refuse refuse -> new Receipt.Refused(why, refuse.about);
      case Meaning.Wait later -> new Receipt.Later(why, later.pause, later.about);
      case Meaning.Unsure _ -> new Receipt.Unknown(why);
    };
  }

  private Meaning meaning(String code) {
    for (int end = code.length(); end > 0; end--) {
      var known = meanings.get(end == code.length() ? code : code.substring(0, end) + "*");
      if (known != null) {
        return known;
      }
    }
    return new Meaning.Wait(RETRY, About.CHANNEL);
  }

  private Codes with(Meaning meaning, String... codes) {
    var more = new LinkedHashMap<>(meanings);
    for (String code : codes) {
      more.put(code, meaning);
    }
    return new Codes(more);
  }
}
