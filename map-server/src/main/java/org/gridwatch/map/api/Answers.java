package org.gridwatch.map.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridwatch.map.account.Callers;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Who may call each endpoint, and what it answers to whom it refuses. */
final class Answers implements OpenApiCustomizer {
  static final String LINK_HEADER = "X-GridWatch-Link";

  private static final String PROBLEM = "application/problem+json";
  private static final List<SecurityRequirement> LINK =
      List.of(new SecurityRequirement().addList(ApiDescription.LINK));

  private static final Map<String, String> COMMON =
      Map.of(
          "400", "something that was sent makes no sense; field and value say what",
          "401", "nobody has signed in, or the session or the token is over",
          "403", "not with this role or scope, or the CSRF header is missing",
          "404", "there is no such thing, or it lies outside the own area",
          "413", "the body is too large",
          "5XX", "the server or its database cannot do it now");

  @Override
  public void customise(OpenAPI api) {
    api.getComponents().addSchemas("Problem", problem());
    COMMON.forEach((status, says) -> api.getComponents().addResponses(status, refusal(says)));
    api.getPaths().forEach(Answers::path);
    api.getPaths().values().removeIf(path -> path.readOperationsMap().isEmpty());
  }

  private static void path(String path, PathItem item) {
    item.readOperationsMap()
        .forEach(
            (method, operation) -> {
              Optional<Callers> callers = Callers.of(method.name(), path);
              if (callers.isPresent()) {
                describe(method, operation, callers.get());
              } else {
                item.operation(method, null); // cannot be reached
              }
            });
  }

  private static void describe(HttpMethod method, Operation operation, Callers callers) {
    boolean writes = method != HttpMethod.GET;
    boolean byLink = takesLink(operation);
    operation.setSecurity(byLink ? LINK : security(callers, writes));
    operation.setDescription(byLink ? "For whoever holds the link." : inWords(callers));
    var parameters = parameters(operation);
    refuse(operation, "401");
    if (!callers.everybodySignedIn() || callers.scopes().size() <= 1) {
      refuse(operation, "403");
    }
    boolean hasBody = operation.getRequestBody() != null;
    if (hasBody || parameters.stream().anyMatch(Answers::canBeWrong)) {
      refuse(operation, "400");
    }
    if (hasBody) {
      refuse(operation, "413");
    }
    if (parameters.stream().anyMatch(one -> one.getIn().equals("path"))) {
      refuse(operation, "404");
    }
    if (parameters.stream().anyMatch(one -> one.getName().equals("If-None-Match"))) {
      operation
          .getResponses()
          .addApiResponse("304", new ApiResponse().description("nothing has changed since"));
    }
    refuse(operation, "5XX");
    operation.getResponses().forEach(Answers::asProblem);
  }

  private static boolean takesLink(Operation operation) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(one -> one.getName().equals(LINK_HEADER));
  }

  /** How an answer is packed is settled by the program's HTTP client; a link is no parameter. */
  private static List<Parameter> parameters(Operation operation) {
    if (operation.getParameters() == null) {
      return List.of();
    }
    operation
        .getParameters()
        .removeIf(one -> Set.of("Accept-Encoding", LINK_HEADER).contains(one.getName()));
    return operation.getParameters();
  }

  /** Any name of a thing is a name; a number or a choice may be none. */
  private static boolean canBeWrong(Parameter parameter) {
    return !parameter.getIn().equals("header")
        && !(parameter.getIn().equals("path")
            && parameter.getSchema().getTypes().contains("string"));
  }

  private static void refuse(Operation operation, String status) {
    operation
        .getResponses()
        .computeIfAbsent(status, same -> new ApiResponse().$ref("#/components/responses/" + same));
  }

  /** What an endpoint says for itself about being refused has a problem as its body too. */
  private static void asProblem(String status, ApiResponse response) {
    boolean refused = status.startsWith("4") || status.startsWith("5");
    if (refused && !status.equals("422") && response.get$ref() == null) {
      response.setContent(problemContent());
    }
  }

  private static List<SecurityRequirement> security(Callers callers, boolean writes) {
    if (callers.anyone()) {
      return List.of(new SecurityRequirement().addList(ApiDescription.CSRF));
    }
    var person = new SecurityRequirement().addList(ApiDescription.SESSION);
    if (writes) {
      person.addList(ApiDescription.CSRF);
    }
    return switch (callers.scopes().size()) {
      case 0 -> List.of(person);
      case 1 ->
          List.of(
              person, new SecurityRequirement().addList(ApiDescription.TOKEN, callers.scopes()));
      default -> List.of(person, new SecurityRequirement().addList(ApiDescription.TOKEN));
    };
  }

  private static String inWords(Callers callers) {
    if (callers.anyone()) {
      return "For whoever can reach the server.";
    }
    var people =
        callers.everybodySignedIn() ? "everybody signed in" : String.join(", ", callers.roles());
    var tokens =
        switch (callers.scopes().size()) {
          case 0 -> "never with an API token";
          case 1 -> "API tokens need the scope " + callers.scopes().getFirst();
          default -> "any API token will do";
        };
    return "For " + people + "; " + tokens + ".";
  }

  private static ApiResponse refusal(String says) {
    return new ApiResponse().description(says).content(problemContent());
  }

  private static Content problemContent() {
    return new Content()
        .addMediaType(
            PROBLEM, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
  }

  private static Schema<?> problem() {
    var anything = new Schema<>().description("what was sent there");
    return new ObjectSchema()
        .description("RFC 9457")
        .addProperty("type", new StringSchema().description("about:blank unless said otherwise"))
        .addProperty("title", new StringSchema().description("the status in words"))
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("what is wrong, for a person"))
        .addProperty("instance", new StringSchema())
        .addProperty("field", new StringSchema().description("400: what makes no sense"))
        .addProperty("value", anything)
        .addProperty("retryAfterSeconds", new IntegerSchema().description("429: how long to wait"))
        .addProperty("current", new ObjectSchema().description("409: the thing as it is by now"))
        .required(List.of("title", "status"));
  }
}
