package org.gridwatch.map.api;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.gridwatch.map.account.Rights;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The frame of the document; what each endpoint does is said beside it, who may is in Access. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  static final String SESSION = "session";
  static final String CSRF = "csrf";
  static final String TOKEN = "token";
  static final String LINK = "link";

  /** What lies in a package, as the document calls it. */
  private record Feature(String inPackage, String tag, String says) {}

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("account", "accounts", "Sign-in, people, API tokens, the audit log"),
          new Feature("alert", "alerts", "Alerts, what is done about them, incidents, figures"),
          new Feature("device", "devices", "The registry, newcomers, rejects, the enrolment key"),
          new Feature("rule", "rules", "Safety rules, their trials, planned work, holidays"),
          new Feature("grid", "grids", "Grids, people and buildings in them, the search box"),
          new Feature("basemap", "basemap", "What is drawn behind the grids"),
          new Feature("notify.duty", "duty", "People, who answers when, and where nobody would"),
          new Feature("notify.readiness", "drills", "Fire drills, and who answered"),
          new Feature("notify.route", "routing", "Who is told of which alerts, and who would be"),
          new Feature("notify.escalate", "notices", "Who was told of an alert, and how it went"),
          new Feature("notify.outbox", "channels", "How messages leave the house"),
          new Feature("notify.message", "messages", "The words in which people are told"),
          new Feature("notify.push", "push", "The own browser as a way to be told"),
          new Feature("notify.tap", "tap", "One alert for whoever holds a link to it"),
          new Feature("live", "live", "The live picture"),
          new Feature("history", "history", "Series over any time"),
          new Feature("settings", "settings", "What an operator sets"),
          new Feature("status", "status", "How the installation is doing"));

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Rights.class)
        .replaceWithSchema(JsonNode.class, tree())
        .replaceWithSchema(ObjectNode.class, tree());
  }

  /** What nobody says more of: its fields stand in the pages of docs/. */
  private static Schema<?> tree() {
    var schema = new Schema<>();
    schema.addType("object");
    return schema.description("fields as the documentation of this tag lists them");
  }

  @Bean
  OpenAPI frame() {
    var version = ApiDescription.class.getPackage().getImplementationVersion();
    var frame =
        new OpenAPI()
            .info(
                new Info()
                    .title("GridWatch")
                    .version(version == null ? "development" : version)
                    .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                    .description(
                        """
                        Devices, grids, safety rules and alerts of one community. Times are ISO \
                        8601 in UTC, places are lon, lat in WGS 84. What is refused answers \
                        application/problem+json. Everybody sees their own area only: what lies \
                        outside answers as if it were not there."""))
            .addServersItem(new Server().url("/").description("this installation"))
            .components(
                new Components()
                    .addSecuritySchemes(
                        SESSION,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.APIKEY)
                            .in(SecurityScheme.In.COOKIE)
                            .name("gridwatch-session")
                            .description("A person who has signed in with POST /api/v1/session"))
                    .addSecuritySchemes(
                        CSRF,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.APIKEY)
                            .in(SecurityScheme.In.HEADER)
                            .name("X-XSRF-TOKEN")
                            .description(
                                "Repeats the cookie XSRF-TOKEN, which every answer to a browser"
                                    + " brings"))
                    .addSecuritySchemes(
                        LINK,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.APIKEY)
                            .in(SecurityScheme.In.HEADER)
                            .name(Answers.LINK_HEADER)
                            .description("What stands behind the # of a link in a message"))
                    .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.HTTP)
                            .scheme("bearer")
                            .description(
                                "An API token, made with POST /api/v1/tokens; what is named is"
                                    + " the scope it needs")));
    FEATURES.forEach(one -> frame.addTagsItem(new Tag().name(one.tag()).description(one.says())));
    return frame;
  }

  /** Controller and method are a name that stays, whatever is added beside them. */
  @Bean
  OperationCustomizer names() {
    return (Operation operation, HandlerMethod handler) -> {
      var controller = handler.getBeanType();
      var subject = StringUtils.uncapitalize(controller.getSimpleName().replace("Controller", ""));
      operation.setTags(List.of(tag(controller)));
      operation.setOperationId(subject + StringUtils.capitalize(handler.getMethod().getName()));
      return operation;
    };
  }

  private static String tag(Class<?> controller) {
    return FEATURES.stream()
        .filter(one -> controller.getPackageName().endsWith("." + one.inPackage()))
        .map(Feature::tag)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no tag for " + controller.getName()));
  }

  @Bean
  OpenApiCustomizer answers() {
    return new Answers();
  }

  /** The last to be asked about a type, so it has to be the first to register. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ModelResolver schemaNames(ObjectMapperProvider json) {
    return new ModelResolver(json.jsonMapper(), new SchemaNames()).openapi31(true);
  }

  @Bean
  RecordFields recordFields() {
    return new RecordFields();
  }

  /**
   * The library brings Jackson 2 with YAML for itself. Our endpoints speak what they spoke before:
   * a YAML reader beside the JSON one would be a second way in that nobody looks after.
   */
  @Bean
  WebMvcConfigurer noYaml() {
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(
            converters ->
                converters.removeIf(
                    one -> one.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
      }
    };
  }
}
