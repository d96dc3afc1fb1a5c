package org.gridwatch.gateway.codec;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Names already checked, so that the ten thousandth reading of a device costs one look-up and
 * shares its objects with the first. Bounded: whoever invents names only empties it.
 */
final class Names<T> {
  private static final int CAPACITY = 50_000;

  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final Function<String, Optional<T>> parse;

  Names(Function<String, Optional<T>> parse) {
    this.parse = parse;
  }

  Optional<T> of(String text) {
    T cached = known.get(text);
    if (cached != null) {
      return Optional.of(cached);
    }
    var parsed = parse.apply(text);
    parsed.ifPresent(name -> remember(text, name));
    return parsed;
  }

  private void remember(String text, T name) {
    if (known.size() >= CAPACITY) {
      known.clear();
    }
    known.put(text, name);
  }
}
