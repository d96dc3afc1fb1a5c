package org.gridwatch.map.notify.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gridwatch.map.notify.channel.Channel;
import org.gridwatch.map.notify.channel.ChannelSettings;
import org.gridwatch.map.notify.channel.Channels;
import org.gridwatch.map.notify.channel.SettingsJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The channels that operators have set up. */
@Component
class ChannelBook {
  /**
   * One of them.
   *
   * @param grid code of the grid for whose alerts it is; null: for all
   * @param controlRoom whom to reach in the control room; null: it is not for the control room
   */
  record Line(
      int id,
      String name,
      ChannelSettings settings,
      @Nullable String grid,
      @Nullable String controlRoom,
      boolean enabled) {
    /** By which people's ways it is used. */
    String means() {
      return switch (settings) {
        case ChannelSettings.WeCom _ -> "wecom";
        case ChannelSettings.DingTalk _ -> "dingtalk";
        case ChannelSettings.Feishu _ -> "feishu";
        case ChannelSettings.Webhook _ -> "webhook";
        case ChannelSettings.Mail _ -> "email";
        case ChannelSettings.AliyunSms _ -> "sms";
        case ChannelSettings.TencentSms _ -> "sms";
        case ChannelSettings.AliyunCall _ -> "voice";
        case ChannelSettings.Mqtt _ -> "mqtt";
        case ChannelSettings.WebPush _ -> "push";
      };
    }

    /** Its provider can be asked what became of a message. */
    boolean traced() {
      return switch (settings) {
        case ChannelSettings.AliyunSms _, ChannelSettings.TencentSms _ -> true;
        default -> false;
      };
    }

    /** What goes to it reaches a group, a system or a topic, whoever it is meant for. */
    boolean shared() {
      return switch (means()) {
        case "wecom", "dingtalk", "feishu", "webhook", "mqtt" -> true;
        default -> false;
      };
    }
  }

  private record Opened(ChannelSettings settings, Channel channel) {}

  private final JdbcClient db;
  private final Channels channels;
  private final Map<Integer, Opened> opened = new ConcurrentHashMap<>();

  ChannelBook(JdbcClient db, Channels channels) {
    this.db = db;
    this.channels = channels;
  }

  List<Line> all() {
    return db.sql("select * from channel where removed_at is null order by name")
        .query(ChannelBook::line)
        .list();
  }

  Optional<Line> one(int id) {
    return db.sql("select * from channel where id = ? and removed_at is null")
        .param(id)
        .query(ChannelBook::line)
        .optional();
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getInt("id"),
        row.getString("name"),
        SettingsJson.read(row.getString("settings")),
        row.getString("grid_code"),
        row.getString("control_room"),
        row.getBoolean("enabled"));
  }

  /**
   * The one for people that is nearest to the place of an alert.
   *
   * @param gridCodes of the alert's leaf and of all above it, the leaf's first
   */
  static Optional<Line> nearest(List<Line> all, String means, List<String> gridCodes) {
    return serving(all, gridCodes)
        .filter(line -> line.means().equals(means))
        .min(
            Comparator.comparing(
                line -> line.grid == null ? gridCodes.size() : gridCodes.indexOf(line.grid)));
  }

  static List<Line> ofControlRoom(List<Line> all, List<String> gridCodes) {
    return serving(all, gridCodes).filter(line -> line.controlRoom != null).toList();
  }

  private static Stream<Line> serving(List<Line> all, List<String> gridCodes) {
    return all.stream()
        .filter(line -> line.enabled && (line.grid == null || gridCodes.contains(line.grid)));
  }

  /** Kept open as long as nobody changes its settings. */
  Channel open(Line line) {
    return Objects.requireNonNull(
            opened.compute(
                line.id,
                (_, was) ->
                    was != null && was.settings.equals(line.settings)
                        ? was
                        : new Opened(line.settings, channels.open(line.settings))))
        .channel;
  }

  int add(Line line) {
    return db.sql(
            """
            insert into channel (name, settings, grid_code, control_room, enabled)
            values (?, ?::jsonb, ?, ?, ?) returning id
            """)
        .param(line.name)
        .param(SettingsJson.write(line.settings))
        .param(line.grid)
        .param(line.controlRoom)
        .param(line.enabled)
        .query(Integer.class)
        .single();
  }

  /** What went wrong before says nothing about the new settings. */
  void change(Line line) {
    db.sql(
            """
            update channel set name = ?, settings = ?::jsonb, grid_code = ?, control_room = ?,
                   enabled = ?, failures = 0, open_until = null, trial_until = null
             where id = ?
            """)
        .param(line.name)
        .param(SettingsJson.write(line.settings))
        .param(line.grid)
        .param(line.controlRoom)
        .param(line.enabled)
        .param(line.id)
        .update();
  }

  /** It stays in the records of what was sent through it. */
  void remove(int id) {
    db.sql(
            "update channel set removed_at = now(), enabled = false, settings = '{\"type\": \"mqtt\", \"topic\": \"removed\"}' where id = ?")
        .param(id)
        .update();
    opened.remove(id);
  }
}
