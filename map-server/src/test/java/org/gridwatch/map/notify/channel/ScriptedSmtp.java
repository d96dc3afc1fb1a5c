package org.gridwatch.map.notify.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A mail server that answers as it is told, by command; {@code .} ends the letter. */
final class ScriptedSmtp implements AutoCloseable {
  static final String SILENCE = "";

  /** What it answers unless told otherwise. */
  private static final Map<String, String> KIND =
      Map.of(
          "GREETING", "220 here",
          "EHLO", "250-here\r\n250 AUTH PLAIN LOGIN",
          "AUTH", "235 in",
          "MAIL", "250 ok",
          "RCPT", "250 ok",
          "DATA", "354 go on",
          ".", "250 queued",
          "QUIT", "221 bye");

  private final ServerSocket server;
  private final @Nullable SSLSocketFactory tls;
  private final Map<String, String> script;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  ScriptedSmtp(Map<String, String> script) throws IOException {
    this(script, new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), null);
  }

  /** {@code tls}: what it goes over to after STARTTLS. */
  ScriptedSmtp(Map<String, String> script, ServerSocket server, @Nullable SSLSocketFactory tls) {
    this.script = script;
    this.server = server;
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      say(socket, "GREETING");
      talk(socket);
    } catch (IOException _) {
      // the test is over, or the client went away
    }
  }

  private void talk(Socket socket) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    boolean letter = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add((socket instanceof SSLSocket ? "tls " : "") + line);
      if (letter && !line.equals(".")) {
        continue;
      }
      letter = line.startsWith("DATA") && !script.containsKey("DATA");
      say(socket, line.split(" ", 2)[0].toUpperCase(Locale.ROOT));
      if (line.equals("STARTTLS") && tls != null) {
        var over = (SSLSocket) tls.createSocket(socket, "127.0.0.1", 0, true);
        over.setUseClientMode(false);
        talk(over);
        return;
      }
    }
  }

  private void say(Socket socket, String command) throws IOException {
    String reply = script.getOrDefault(command, KIND.getOrDefault(command, "250 ok"));
    if (!reply.equals(SILENCE)) {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
  }
}
