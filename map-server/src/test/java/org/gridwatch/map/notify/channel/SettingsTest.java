package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final String HUSH = "s3cr3t-hush";
  private static final VapidKeys PAIR = VapidKeys.generate();

  static Stream<String> least() {
    return Stream.of(
            """
            {"type":"wecom","key":"HUSH"}""",
            """
            {"type":"dingtalk","accessToken":"HUSH","secret":"HUSH2"}""",
            """
            {"type":"feishu","hook":"HUSH","secret":"HUSH2"}""",
            """
            {"type":"webhook","url":"https://in.example.cn/x","secret":"HUSH"}""",
            """
            {"type":"mail","host":"smtp.example.cn","user":"u","password":"HUSH","from":"a@b.cn"}""",
            """
            {"type":"aliyun-sms","accessKeyId":"i","accessKeySecret":"HUSH","signName":"小区",
             "templateCode":"SMS_1","slots":["place"]}""",
            """
            {"type":"tencent-sms","secretId":"i","secretKey":"HUSH","sdkAppId":"14","signName":"小区",
             "templateId":"1","slots":["place"]}""",
            """
            {"type":"aliyun-call","accessKeyId":"i","accessKeySecret":"HUSH","ttsCode":"TTS_1"}""")
        .map(json -> json.replace("HUSH", HUSH));
  }

  private static String push() {
    return """
    {"type":"web-push","publicKey":"PUBLIC","privateKey":"PRIVATE","contact":"ops@example.cn"}"""
        .replace("PUBLIC", PAIR.publicKey())
        .replace("PRIVATE", PAIR.privateKey().value());
  }

  static Stream<String> all() {
    return Stream.concat(
        least(), Stream.of(push(), "{\"type\":\"mqtt\",\"topic\":\"siren/{severity}\"}"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesBackAsItWasWritten(String json) {
    var settings = SettingsJson.read(json);
    assertThat(SettingsJson.read(SettingsJson.write(settings))).isEqualTo(settings);
  }

  @ParameterizedTest
  @MethodSource("all")
  void printedOrShownItTellsNoSecret(String json) {
    var settings = SettingsJson.read(json);
    String shown = SettingsJson.write(settings.withoutSecrets());
    for (String told : new String[] {settings.toString(), shown}) {
      assertThat(told).doesNotContain(HUSH, PAIR.privateKey().value());
    }
    assertThat(shown.contains("***")).isEqualTo(!settings.secrets().isEmpty());
    assertThat(SettingsJson.read(shown)).isEqualTo(settings.withoutSecrets());
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatCameBackHiddenIsFilledInAgain(String json) {
    var settings = SettingsJson.read(json);
    assertThat(settings.withoutSecrets().withSecretsOf(settings)).isEqualTo(settings);
  }

  @Test
  void aKeptSecretGoesNowhereElse() {
    var was = SettingsJson.read("{\"type\":\"wecom\",\"key\":\"" + HUSH + "\"}");
    var moved =
        SettingsJson.read("{\"type\":\"wecom\",\"key\":\"***\",\"url\":\"https://evil.example\"}");
    assertThatThrownBy(() -> moved.withSecretsOf(was))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given again");
  }

  @Test
  void aHiddenSecretOpensNothing() {
    var hidden = SettingsJson.read("{\"type\":\"wecom\",\"key\":\"***\"}");
    try (var desk = new Desk()) {
      assertThatThrownBy(() -> desk.open(hidden)).hasMessageContaining("hidden");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"wecom\"} | key must have 1..1000 characters",
        "{\"type\":\"wecom\",\"key\":\"k\",\"perMinute\":21} | perMinute must be 1..20, was 21",
        "{\"type\":\"wecom\",\"key\":\"k\",\"url\":\"file:///etc/passwd\"} | url must be http",
        "{\"type\":\"wecom\",\"key\":\"k\",\"url\":\"/relative\"} | url must be http",
        "{\"type\":\"webhook\",\"secret\":\"k\"} | url must be http",
        "{\"type\":\"webhook\",\"secret\":\"k\",\"url\":\"https://u:p@h/\"} | neither user",
        "{\"type\":\"feishu\",\"hook\":\"a/../b\",\"secret\":\"k\"} | hook must be the last part",
        "{\"type\":\"mail\",\"host\":\"h\",\"user\":\"u\",\"from\":\"a@b.cn\"} | together",
        "{\"type\":\"mail\",\"host\":\"h\",\"from\":\"nobody\"} | from must be a mail address",
        "{\"type\":\"mqtt\",\"topic\":\"a/#\"} | topic must",
        "{\"type\":\"web-push\",\"publicKey\":\"x\",\"privateKey\":\"y\",\"contact\":\"a@b.cn\"} | VAPID pair",
        "{\"type\":\"webhook\",\"secret\":\"k\",\"url\":\"http://h:99999/\"} | 1..65535",
        "{\"type\":\"aliyun-call\",\"accessKeyId\":\"密\",\"accessKeySecret\":\"k\"} | must be ASCII",
        "{\"type\":\"pigeon\"} | known type",
        "{\"type\":\"wecom\",\"key\":{\"a\":1}} | cannot be read: key",
        "{\"type\":\"wecom\",\"key\":\"k\",\"colour\":1} | cannot be read: colour",
        "nothing | JSON object"
      })
  void saysWhatIsWrong(String json, String words) {
    assertThatThrownBy(() -> SettingsJson.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @MethodSource("least")
  void noMistakeMakesAMessageTellASecret(String json) {
    String wrong = json.replace(HUSH, HUSH + "\\u0007密");
    assertThatThrownBy(() -> SettingsJson.read(wrong))
        .satisfies(told -> assertThat(told.toString()).doesNotContain(HUSH));
  }
}
