package org.gridwatch.map.notify.channel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What an operator tells about one channel. Only operators may set these: a channel sends to
 * whatever address stands here, also to one inside the operator's own network.
 *
 * <p>One long file, since it is read as the reference of all settings.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChannelSettings.WeCom.class, name = "wecom"),
  @JsonSubTypes.Type(value = ChannelSettings.DingTalk.class, name = "dingtalk"),
  @JsonSubTypes.Type(value = ChannelSettings.Feishu.class, name = "feishu"),
  @JsonSubTypes.Type(value = ChannelSettings.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = ChannelSettings.Mail.class, name = "mail"),
  @JsonSubTypes.Type(value = ChannelSettings.AliyunSms.class, name = "aliyun-sms"),
  @JsonSubTypes.Type(value = ChannelSettings.TencentSms.class, name = "tencent-sms"),
  @JsonSubTypes.Type(value = ChannelSettings.AliyunCall.class, name = "aliyun-call"),
  @JsonSubTypes.Type(value = ChannelSettings.Mqtt.class, name = "mqtt"),
  @JsonSubTypes.Type(value = ChannelSettings.WebPush.class, name = "web-push")
})
public sealed interface ChannelSettings {
  /** Where its secrets go: a secret that was kept must not go anywhere else. */
  String target();

  /** The same with each secret changed. */
  ChannelSettings replace(UnaryOperator<Secret> change);

  /** For showing: {@code ***} stands for each secret that is set. */
  default ChannelSettings withoutSecrets() {
    return replace(secret -> secret.given() ? Secret.HIDDEN : secret);
  }

  /** All that are set, in a fixed order. */
  default List<Secret> secrets() {
    var all = new ArrayList<Secret>();
    replace(
        secret -> {
          all.add(secret);
          return secret;
        });
    return List.copyOf(all);
  }

  /**
   * Fills in what came back as {@code ***}, so that nobody has to type it again. Throws when they
   * are to be sent elsewhere: who may change an address must not learn the secret from it.
   */
  default ChannelSettings withSecretsOf(ChannelSettings was) {
    if (secrets().stream().noneMatch(Secret::hidden)) {
      return this;
    }
    if (was.getClass() != getClass() || !was.target().equals(target())) {
      throw new IllegalArgumentException(
          "the secrets must be given again when the address changes");
    }
    Iterator<Secret> kept = was.secrets().iterator();
    return replace(
        secret -> {
          var old = kept.next();
          return secret.hidden() ? old : secret;
        });
  }

  /** The part of an address that says who receives what is sent there. */
  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /**
   * A group robot of WeCom (企业微信).
   *
   * @param key from the robot's address
   * @param perMinute messages, 1..20; 20 is what WeCom allows
   */
  record WeCom(Secret key, URI url, Integer perMinute) implements ChannelSettings {
    public WeCom {
      key = Check.secret("key", key);
      url = Check.base("url", url, "https://qyapi.weixin.qq.com");
      perMinute = Check.number("perMinute", perMinute, 18, 1, 20);
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public WeCom replace(UnaryOperator<Secret> change) {
      return new WeCom(change.apply(key), url, perMinute);
    }
  }

  /**
   * A group robot of DingTalk (钉钉) that is secured with a signature.
   *
   * @param accessToken from the robot's address
   * @param secret starts with {@code SEC}
   * @param perMinute messages, 1..20; DingTalk stops the robot for ten minutes above 20
   */
  record DingTalk(Secret accessToken, Secret secret, URI url, Integer perMinute)
      implements ChannelSettings {
    public DingTalk {
      accessToken = Check.secret("accessToken", accessToken);
      secret = Check.secret("secret", secret);
      url = Check.base("url", url, "https://oapi.dingtalk.com");
      perMinute = Check.number("perMinute", perMinute, 18, 1, 20);
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public DingTalk replace(UnaryOperator<Secret> change) {
      return new DingTalk(change.apply(accessToken), change.apply(secret), url, perMinute);
    }
  }

  /**
   * A group robot of Feishu (飞书) that is secured with a signature.
   *
   * @param hook the last part of the robot's address
   * @param perMinute messages, 1..100
   * @param perSecond messages, 1..5
   */
  record Feishu(Secret hook, Secret secret, URI url, Integer perMinute, Integer perSecond)
      implements ChannelSettings {
    public Feishu {
      hook = Check.secret("hook", hook);
      if (!hook.hidden() && !hook.value().matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException("hook must be the last part of the robot's address");
      }
      secret = Check.secret("secret", secret);
      url = Check.base("url", url, "https://open.feishu.cn");
      perMinute = Check.number("perMinute", perMinute, 90, 1, 100);
      perSecond = Check.number("perSecond", perSecond, 5, 1, 5);
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public Feishu replace(UnaryOperator<Secret> change) {
      return new Feishu(change.apply(hook), change.apply(secret), url, perMinute, perSecond);
    }
  }

  /**
   * Any other system that takes a signed POST.
   *
   * @param url where to, complete; put no secret into it, since it is shown
   * @param secret what the signature is made with
   * @param perMinute messages, 1..6000
   */
  record Webhook(URI url, Secret secret, Integer perMinute) implements ChannelSettings {
    public Webhook {
      url = Check.url("url", url);
      secret = Check.secret("secret", secret);
      perMinute = Check.number("perMinute", perMinute, 600, 1, 6000);
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public Webhook replace(UnaryOperator<Secret> change) {
      return new Webhook(url, change.apply(secret), perMinute);
    }
  }

  /** How a mail server is spoken to. */
  enum MailSecurity {
    /** In the clear; for a server on the same machine. */
    NONE,
    /** Starts in the clear and must go over to TLS before anything is said. */
    STARTTLS,
    /** TLS from the start. */
    TLS
  }

  /**
   * E-mail.
   *
   * @param port usually 587 with STARTTLS, 465 with TLS, 25 without
   * @param user empty: no sign-in
   * @param from address of the sender
   */
  record Mail(
      String host, Integer port, MailSecurity security, String user, Secret password, String from)
      implements ChannelSettings {
    public Mail {
      host = Check.text("host", host);
      if (!host.matches("[A-Za-z0-9.:-]+")) {
        throw new IllegalArgumentException("host must be a host name or an IP address");
      }
      security = security == null ? MailSecurity.STARTTLS : security;
      int usual =
          switch (security) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
          };
      port = Check.number("port", port, usual, 1, 65_535);
      user = user == null || user.isBlank() ? "" : Check.text("user", user);
      password = Check.optionalSecret("password", password);
      from = Check.mail("from", from);
      if (user.isEmpty() == password.given()) {
        throw new IllegalArgumentException("user and password must be given together");
      }
    }

    @Override
    public String target() {
      return security + "://" + host + ":" + port;
    }

    @Override
    public Mail replace(UnaryOperator<Secret> change) {
      return new Mail(host, port, security, user, change.apply(password), from);
    }
  }

  /**
   * SMS through Alibaba Cloud.
   *
   * @param slots those of the message that the template has, by the same names
   * @param slotLength characters that the template allows in a slot, 1..35
   */
  record AliyunSms(
      String accessKeyId,
      Secret accessKeySecret,
      String signName,
      String templateCode,
      List<String> slots,
      Integer slotLength,
      URI url)
      implements ChannelSettings {
    public AliyunSms {
      accessKeyId = Check.ascii("accessKeyId", accessKeyId);
      accessKeySecret = Check.secret("accessKeySecret", accessKeySecret);
      signName = Check.text("signName", signName);
      templateCode = Check.text("templateCode", templateCode);
      slots = Check.names("slots", slots);
      slotLength = Check.number("slotLength", slotLength, 20, 1, 35);
      url = Check.base("url", url, "https://dysmsapi.aliyuncs.com");
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public AliyunSms replace(UnaryOperator<Secret> change) {
      return new AliyunSms(
          accessKeyId,
          change.apply(accessKeySecret),
          signName,
          templateCode,
          slots,
          slotLength,
          url);
    }
  }

  /**
   * SMS through Tencent Cloud.
   *
   * @param region such as {@code ap-guangzhou}
   * @param slots those of the message that the template has, in its order
   * @param slotLength characters that the template allows in a slot, 1..35
   */
  record TencentSms(
      String secretId,
      Secret secretKey,
      String sdkAppId,
      String signName,
      String templateId,
      String region,
      List<String> slots,
      Integer slotLength,
      URI url)
      implements ChannelSettings {
    public TencentSms {
      secretId = Check.ascii("secretId", secretId);
      secretKey = Check.secret("secretKey", secretKey);
      sdkAppId = Check.ascii("sdkAppId", sdkAppId);
      signName = Check.text("signName", signName);
      templateId = Check.text("templateId", templateId);
      region = region == null ? "ap-guangzhou" : Check.ascii("region", region);
      slots = Check.names("slots", slots);
      slotLength = Check.number("slotLength", slotLength, 12, 1, 35);
      url = Check.base("url", url, "https://sms.tencentcloudapi.com");
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public TencentSms replace(UnaryOperator<Secret> change) {
      return new TencentSms(
          secretId,
          change.apply(secretKey),
          sdkAppId,
          signName,
          templateId,
          region,
          slots,
          slotLength,
          url);
    }
  }

  /**
   * A call that reads a template aloud, through Alibaba Cloud.
   *
   * @param showNumber the bought number that is shown; empty: one of the shared numbers, which may
   *     not call at noon and at night
   * @param slots those of the message that the template has, by the same names
   * @param playTimes how often it is read, 1..3
   */
  record AliyunCall(
      String accessKeyId,
      Secret accessKeySecret,
      String showNumber,
      String ttsCode,
      List<String> slots,
      Integer playTimes,
      URI url)
      implements ChannelSettings {
    public AliyunCall {
      accessKeyId = Check.ascii("accessKeyId", accessKeyId);
      accessKeySecret = Check.secret("accessKeySecret", accessKeySecret);
      showNumber =
          showNumber == null || showNumber.isBlank() ? "" : Check.text("showNumber", showNumber);
      ttsCode = Check.text("ttsCode", ttsCode);
      slots = Check.names("slots", slots);
      playTimes = Check.number("playTimes", playTimes, 2, 1, 3);
      url = Check.base("url", url, "https://dyvmsapi.aliyuncs.com");
    }

    @Override
    public String target() {
      return origin(url);
    }

    @Override
    public AliyunCall replace(UnaryOperator<Secret> change) {
      return new AliyunCall(
          accessKeyId, change.apply(accessKeySecret), showNumber, ttsCode, slots, playTimes, url);
    }
  }

  /**
   * A topic of our own broker, for sirens, screens and other systems of the community.
   *
   * @param topic without wildcards; {@code {severity}} stands for red, orange, yellow or blue
   */
  record Mqtt(String topic) implements ChannelSettings {
    private static final Pattern TOPIC = Pattern.compile("[^+#$\\s][^+#\\s]{0,199}");

    public Mqtt {
      topic = Check.text("topic", topic);
      if (!TOPIC.matcher(topic).matches()) {
        throw new IllegalArgumentException(
            "topic must have 1..200 characters, no blanks, no + or #, and not start with $");
      }
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public Mqtt replace(UnaryOperator<Secret> change) {
      return this;
    }
  }

  /**
   * Notifications in people's browsers. What a browser hands us as its subscription is an address
   * that we then call, so only the known push services are called.
   *
   * @param publicKey of the VAPID pair, base64url; browsers subscribe with it
   * @param privateKey of the VAPID pair, base64url
   * @param contact mail address or https page that a push service may turn to
   * @param services origins of push services; {@code *.} stands for any name below
   */
  record WebPush(String publicKey, Secret privateKey, String contact, List<String> services)
      implements ChannelSettings {
    /** Those of Chrome and Edge, Firefox, Edge on Windows, Safari. */
    static final List<String> USUAL =
        List.of(
            "https://fcm.googleapis.com",
            "https://*.push.services.mozilla.com",
            "https://*.notify.windows.com",
            "https://*.push.apple.com");

    private static final Pattern SERVICE =
        Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?");

    public WebPush {
      publicKey = Check.text("publicKey", publicKey);
      privateKey = Check.secret("privateKey", privateKey);
      contact = Check.text("contact", contact);
      services = services == null || services.isEmpty() ? USUAL : List.copyOf(services);
      if (!Check.isMail(contact)) {
        Check.url("contact", contact.startsWith("https://") ? URI.create(contact) : null);
      }
      for (String one : services) {
        if (!SERVICE.matcher(one).matches()) {
          throw new IllegalArgumentException(
              "services must be origins such as "
                  + USUAL.getFirst()
                  + ", was "
                  + Harmless.line(one));
        }
      }
      if (!privateKey.hidden() && !VapidKeys.fit(publicKey, privateKey)) {
        throw new IllegalArgumentException("publicKey and privateKey must be a VAPID pair");
      }
    }

    @Override
    public String target() {
      return publicKey; // the private key itself is sent nowhere
    }

    /** Whether it is a browser's subscription at one of the push services, as JSON. */
    public boolean takes(String subscription) {
      return PushSubscription.parse(subscription, services).isPresent();
    }

    @Override
    public WebPush replace(UnaryOperator<Secret> change) {
      return new WebPush(publicKey, change.apply(privateKey), contact, services);
    }
  }
}
