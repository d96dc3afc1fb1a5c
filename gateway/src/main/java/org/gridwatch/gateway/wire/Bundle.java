package org.gridwatch.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Many upward messages as one, as the embedded broker hands them to ingest: a version (1 byte),
 * then, deflated together because they resemble each other, of each message the length of its topic
 * (2 bytes), the topic, the length of its payload (4 bytes) and the payload. Numbers are
 * big-endian, topics UTF-8.
 */
public final class Bundle {
  /** Where bundles are told. */
  public static final String TOPIC = "gridwatch/inbox";

  /** Of all messages in one, lengths included. */
  private static final int MOST_BYTES = 4 << 20;

  private static final byte VERSION = 1;

  private Bundle() {}

  /** One of them, as its device said it. */
  @SuppressWarnings("ArrayRecordComponent") // carried to the codec, never compared
  public record Message(String topic, byte[] payload) {}

  /** In the order they were added; throws {@code IllegalArgumentException} for anything else. */
  public static List<Message> parse(byte[] bundle) {
    if (bundle.length == 0 || bundle[0] != VERSION) {
      throw new IllegalArgumentException("not a bundle of version " + VERSION);
    }
    ByteBuffer in = inflated(bundle);
    var messages = new ArrayList<Message>();
    try {
      while (in.hasRemaining()) {
        String topic = new String(bytes(in, Short.toUnsignedInt(in.getShort())), UTF_8);
        messages.add(new Message(topic, bytes(in, in.getInt())));
      }
      return messages;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("bundle ends within a message", e);
    }
  }

  private static ByteBuffer inflated(byte[] bundle) {
    try (var inflater = new Inflater()) {
      inflater.setInput(bundle, 1, bundle.length - 1);
      var plain = ByteBuffer.allocate(Math.clamp(bundle.length * 8L, 1 << 10, MOST_BYTES));
      while (!inflater.finished()) {
        if (!plain.hasRemaining()) {
          plain = larger(plain);
        }
        if (inflater.inflate(plain) == 0 && !inflater.finished()) {
          throw new IllegalArgumentException("bundle is cut off or needs a dictionary");
        }
      }
      return plain.flip();
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("bundle cannot be inflated: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer larger(ByteBuffer full) {
    if (full.capacity() >= MOST_BYTES) {
      throw new IllegalArgumentException("bundle of more than " + MOST_BYTES + " bytes");
    }
    int capacity = Math.min(full.capacity() * 2, MOST_BYTES);
    return ByteBuffer.allocate(capacity).put(full.flip());
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "message of %d bytes in a bundle with %d left".formatted(length, in.remaining()));
    }
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Collects one. Threads: one at a time. */
  public static final class Writer {
    private ByteBuffer out = ByteBuffer.allocate(16 << 10);

    /** Takes the payload's remaining bytes. */
    public void add(String topic, ByteBuffer payload) {
      byte[] name = topic.getBytes(UTF_8);
      reserve(Short.BYTES + name.length + Integer.BYTES + payload.remaining());
      out.putShort((short) name.length).put(name).putInt(payload.remaining()).put(payload);
    }

    private void reserve(int bytes) {
      if (out.remaining() < bytes) {
        int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
        out = ByteBuffer.allocate(capacity).put(out.flip());
      }
    }

    /** Of what was added, before it is deflated. */
    public int size() {
      return out.position();
    }

    /** What was added so far, as {@link Bundle#parse} reads it. */
    public byte[] bundle() {
      try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
        deflater.setInput(out.array(), 0, out.position());
        deflater.finish();
        var bytes = ByteBuffer.allocate(64 + out.position() / 3).put(VERSION);
        while (!deflater.finished()) {
          if (!bytes.hasRemaining()) {
            bytes = ByteBuffer.allocate(bytes.capacity() * 2).put(bytes.flip());
          }
          deflater.deflate(bytes);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
      }
    }
  }
}
