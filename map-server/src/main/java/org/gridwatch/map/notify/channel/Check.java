package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks settings; its messages name the setting and never a secret. */
final class Check {
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9][A-Za-z0-9.-]*");
  private static final int LONGEST = 1000;

  private Check() {}

  static String text(String name, @Nullable String value) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty() || text.length() > LONGEST || !text.equals(Harmless.line(text))) {
      throw new IllegalArgumentException(
          name + " must be one line of 1.." + LONGEST + " characters");
    }
    return text;
  }

  /** Goes into a header. */
  static String ascii(String name, @Nullable String value) {
    String text = text(name, value);
    if (!text.matches("[!-~]+")) {
      throw new IllegalArgumentException(name + " must be ASCII without blanks");
    }
    return text;
  }

  static Secret secret(String name, @Nullable Secret value) {
    if (value == null || !value.given() || value.value().length() > LONGEST) {
      throw new IllegalArgumentException(name + " must have 1.." + LONGEST + " characters");
    }
    if (!value.value().matches("[ -~]+")) {
      throw new IllegalArgumentException(name + " must be printable ASCII");
    }
    return value;
  }

  static Secret optionalSecret(String name, @Nullable Secret value) {
    return value == null || !value.given() ? Secret.NONE : secret(name, value);
  }

  /** Absolute, http or https, without user, query or fragment: a base that a path is put behind. */
  static URI base(String name, @Nullable URI given, String usual) {
    URI url = given == null ? URI.create(usual) : given;
    if (url.getRawQuery() != null) {
      throw new IllegalArgumentException(name + " must have no query");
    }
    return url(name, url);
  }

  /** Absolute, http or https, without user and fragment. */
  static URI url(String name, @Nullable URI url) {
    boolean web =
        url != null
            && ("http".equalsIgnoreCase(url.getScheme())
                || "https".equalsIgnoreCase(url.getScheme()));
    if (url == null || !web || url.getHost() == null) {
      throw new IllegalArgumentException(name + " must be http(s)://host/..., absolute");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " must have neither user nor #fragment");
    }
    if (url.getPort() > 65_535) {
      throw new IllegalArgumentException(name + " must have a port of 1..65535");
    }
    return url;
  }

  /** As the Host header has it: without the port that goes without saying. */
  static String host(URI url) {
    boolean usual =
        url.getPort() == -1
            || url.getPort() == ("https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
    return usual ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  static URI append(URI base, String path) {
    try {
      String text = base.toString();
      return new URI(
          text.endsWith("/") ? text.substring(0, text.length() - 1) + path : text + path);
    } catch (URISyntaxException checkedBefore) {
      throw new IllegalStateException("a checked address and a fixed path make an address");
    }
  }

  static int number(String name, @Nullable Integer given, int usual, int least, int most) {
    int value = given == null ? usual : given;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + ".." + most + ", was " + value);
    }
    return value;
  }

  static String mail(String name, @Nullable String given) {
    String text = text(name, given);
    if (!isMail(text)) {
      throw new IllegalArgumentException(name + " must be a mail address, was " + text);
    }
    return text;
  }

  static boolean isMail(String text) {
    return text.length() <= 254 && MAIL.matcher(text).matches();
  }

  /** Names of slots: letters, digits and underscores. */
  static List<String> names(String name, @Nullable List<String> given) {
    var names = given == null ? List.<String>of() : List.copyOf(given);
    for (String one : names) {
      if (!one.matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
        throw new IllegalArgumentException(
            name + " must be names of letters, digits and _, was " + Harmless.line(one));
      }
    }
    return names;
  }
}
