package org.gridwatch.map.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @Test
  void withoutOptionsEverythingRunsInOneProcessWithTheDemo() {
    RunOptions options = CommandLine.parse().orElseThrow();

    assertThat(options.roles()).isEqualTo(EnumSet.allOf(Role.class));
    assertThat(options.httpPort()).isEqualTo(8080);
    assertThat(options.mqttPort()).isEqualTo(1883);
    assertThat(options.demo()).isTrue();
    assertThat(options.ownBroker()).isTrue();
    assertThat(options.dataDir()).isAbsolute().hasFileName("data");
    assertThat(options.pagesUrl(8080)).isEqualTo("http://localhost:8080");
  }

  @Test
  void rolesRunApartOnASharedDatabaseAndBroker() {
    RunOptions options =
        parse(
            "--roles=ingest,map --database-url=postgresql://gw:s3@db:5432/town"
                + " --mqtt-url=mqtts://gw:s3@broker --public-url=https://town.example --no-demo");

    assertThat(options.roles()).containsExactlyInAnyOrder(Role.INGEST, Role.MAP);
    assertThat(options.ownBroker()).isFalse();
    assertThat(options.demo()).isFalse();
    assertThat(options.pagesUrl(8080)).isEqualTo("https://town.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--http-port=70000 | --http-port must be 0..65535, was 70000",
        "--http-port=x | Invalid value for option '--http-port'",
        "--roles=ingest,disco | --roles takes gateway, ingest and map, was 'disco'",
        "--roles=ingest --mqtt-url=mqtt://b | need --database-url",
        "--roles=map --database-url=postgresql://u:p@h/d | needs --mqtt-url",
        "--mqtt-url=http://b | --mqtt-url must be",
        "--database-url=mysql://u:p@h/d | --database-url must be",
        "--database-url=jdbc:postgresql://h:5432/d?user=u&password=p | --database-url must be",
        "--database-url=postgresql://u:p{^}@h/d | --database-url must be",
        "--tls-certificate=a.pem | belong together",
        "--tls-certificate=none.pem --tls-key=none.pem | must be readable PEM files",
        "--colour=red | Unknown option: '--colour=red'",
      })
  void doubtfulOptionsStopTheStartAndSayWhy(String args, String message) {
    assertThatThrownBy(() -> parse(args))
        .isInstanceOf(BadOptions.class)
        .hasMessageContaining(message);
  }

  @Test
  void passwordsOfADatabaseUrlMayHoldAnyCharacterAndReachNoLog() {
    var url = DatabaseUrl.parse("postgresql://gw:a%40b%2Fc+d@db.example:5433/town?sslmode=require");

    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                "jdbc:postgresql://db.example:5433/town?sslmode=require", "gw", "a@b/c+d"));
    assertThat(url.toString()).doesNotContain("a@b");
  }

  @Test
  void anExternalBrokerHasUsualPorts() {
    assertThat(MqttAddress.of(URI.create("mqtts://gw:pw@broker"), "map").server())
        .isEqualTo("ssl://broker:8883");
    assertThat(MqttAddress.of(URI.create("mqtt://broker:1884"), "map").server())
        .isEqualTo("tcp://broker:1884");
  }

  private static RunOptions parse(String args) {
    return CommandLine.parse(args.split(" ")).orElseThrow();
  }
}
