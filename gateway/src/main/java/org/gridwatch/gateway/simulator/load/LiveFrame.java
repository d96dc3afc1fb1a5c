package org.gridwatch.gateway.simulator.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads what it needs of the live stream's events byte by byte: a full picture of 5,000 devices
 * several times a second is no work for a JSON tree when the measuring shares the machine.
 */
final class LiveFrame {
  private static final byte[] PICTURE = ascii("event: picture\n");
  private static final byte[] VALUES_EVENT = ascii("event: values\n");
  private static final byte[] AT = ascii("\"at\":");
  private static final byte[] DEVICE = ascii("\"device\":\"");
  private static final byte[] VALUES = ascii("\"values\":[[");

  private LiveFrame() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean isPicture(ByteBuf event) {
    return is(event, PICTURE);
  }

  static boolean isValues(ByteBuf event) {
    return is(event, VALUES_EVENT);
  }

  private static boolean is(ByteBuf event, byte[] name) {
    return event.readableBytes() > name.length && startsWith(event, event.readerIndex(), name);
  }

  /** When a picture was taken; -1 when it does not say. */
  static long at(ByteBuf event) {
    int at = after(event, AT);
    return at < 0 ? -1 : number(event, at);
  }

  /** Whose values they are; empty when it does not say. */
  static String device(ByteBuf event) {
    int from = after(event, DEVICE);
    int to = from < 0 ? -1 : event.indexOf(from, event.writerIndex(), (byte) '"');
    return to < 0 ? "" : event.toString(from, to - from, StandardCharsets.UTF_8);
  }

  /** When the first of the values was taken; -1 when it does not say. */
  static long takenAt(ByteBuf event) {
    int series = after(event, VALUES);
    return series < 0 ? -1 : number(event, pastComma(event, series, event.writerIndex()));
  }

  private static int pastComma(ByteBuf event, int from, int end) {
    int comma = event.indexOf(from, end, (byte) ',');
    return comma < 0 ? end : comma + 1;
  }

  private static long number(ByteBuf event, int from) {
    long number = 0;
    for (int i = from; i < event.writerIndex(); i++) {
      int digit = event.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Where what follows the first {@code wanted} begins; -1 when it is not there. */
  private static int after(ByteBuf event, byte[] wanted) {
    int last = event.writerIndex() - wanted.length;
    int at = event.indexOf(event.readerIndex(), last + 1, wanted[0]);
    while (at >= 0) {
      if (startsWith(event, at, wanted)) {
        return at + wanted.length;
      }
      at = event.indexOf(at + 1, last + 1, wanted[0]);
    }
    return -1;
  }

  private static boolean startsWith(ByteBuf event, int from, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (event.getByte(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
