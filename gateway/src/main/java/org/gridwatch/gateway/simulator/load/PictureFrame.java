package org.gridwatch.gateway.simulator.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads the live stream's {@code picture} events digit by digit: a full picture of 5,000 devices
 * four times a second is no work for a JSON tree when the measuring shares the machine.
 */
final class PictureFrame {
  private static final byte[] EVENT = ascii("event: picture\n");
  private static final byte[] AT = ascii("\"at\":");
  private static final byte[] DEVICES = ascii("\"devices\":[");

  interface Device {
    void heard(int id, long heardAtMs);
  }

  private PictureFrame() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean isPicture(ByteBuf event) {
    return event.readableBytes() > EVENT.length && startsWith(event, event.readerIndex(), EVENT);
  }

  /** When the picture was taken; -1 when it does not say. */
  static long at(ByteBuf event) {
    int at = after(event, AT);
    return at < 0 ? -1 : number(event, at);
  }

  static void devices(ByteBuf event, Device each) {
    int at = after(event, DEVICES);
    int end = event.writerIndex();
    while (at >= 0 && at < end && event.getByte(at) != ']') {
      at += event.getByte(at) == ',' ? 2 : 1; // past ",[" or "["
      int id = (int) number(event, at);
      at = pastComma(event, at, end); // the state
      at = pastComma(event, at, end);
      each.heard(id, number(event, at));
      int close = event.indexOf(at, end, (byte) ']');
      at = close < 0 ? end : close + 1;
    }
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
