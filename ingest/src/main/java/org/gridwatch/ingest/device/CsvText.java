package org.gridwatch.ingest.device;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** CSV as spreadsheets write it: comma, semicolon or tab; UTF-8 with or without BOM, or GB18030. */
public final class CsvText {
  private CsvText() {}

  /**
   * Its lines, the header among them.
   *
   * @throws RegistryRefusal when it is no text
   */
  public static CSVParser parse(byte[] file) throws IOException {
    String text = decode(file);
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter(text))
        .setIgnoreEmptyLines(true)
        .setIgnoreSurroundingSpaces(true)
        .get()
        .parse(new StringReader(text));
  }

  /** UTF-8 when it is; otherwise what Chinese spreadsheets save. */
  private static String decode(byte[] file) {
    try {
      return withoutBom(strict(StandardCharsets.UTF_8, file));
    } catch (CharacterCodingException notUtf8) {
      try {
        return strict(Charset.forName("GB18030"), file);
      } catch (CharacterCodingException e) {
        throw RegistryRefusal.invalid("the file is neither UTF-8 nor GB18030 text");
      }
    }
  }

  private static String strict(Charset charset, byte[] file) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(file))
        .toString();
  }

  static String withoutBom(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static char delimiter(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(first, candidate) > count(first, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
