package org.gridwatch.map.grid;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** An answer that is made once and sent often: compressed, and named by an ETag. */
public final class Body {
  private final byte[] plain;
  private final byte[] gzip;
  private final String etag;

  public Body(byte[] plain, String etag) {
    this.plain = plain;
    this.gzip = compress(plain);
    this.etag = "W/\"" + etag + "\"";
  }

  private static byte[] compress(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  byte[] plain() {
    return plain;
  }

  public int size() {
    return plain.length + gzip.length;
  }

  /** 304 for who has it already; compressed for who can read that. */
  public ResponseEntity<byte[]> answer(
      String contentType, @Nullable String ifNoneMatch, @Nullable String acceptEncoding) {
    var headers = new HttpHeaders();
    headers.setETag(etag);
    headers.setCacheControl("private, no-cache");
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (ifNoneMatch != null && ifNoneMatch.contains(etag)) {
      return new ResponseEntity<>(headers, HttpStatus.NOT_MODIFIED);
    }
    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    if (acceptEncoding != null && acceptEncoding.contains("gzip")) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
      return new ResponseEntity<>(gzip, headers, HttpStatus.OK);
    }
    return new ResponseEntity<>(plain, headers, HttpStatus.OK);
  }
}
