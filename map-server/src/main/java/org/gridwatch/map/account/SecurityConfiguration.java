package org.gridwatch.map.account;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.SessionTrackingMode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a request is let in. Requests with a Bearer token, with a link and those of browsers go
 * separate ways.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountSettings.class)
class SecurityConfiguration {
  /** No session, no cookie, and so nothing that another site could make a browser send. */
  @Bean
  @Order(1)
  SecurityFilterChain programs(
      HttpSecurity http, IdentityFilter identity, ProblemWriter problems, TileHost tileHost) {
    http.securityMatcher(IdentityFilter::bearsToken).csrf(AbstractHttpConfigurer::disable);
    return common(http, identity, problems, tileHost);
  }

  /**
   * A link in a header of our own stands for itself: no other site can make a browser send such a
   * header, so there is no CSRF to guard against.
   */
  @Bean
  @Order(2)
  SecurityFilterChain linkHolders(
      HttpSecurity http, IdentityFilter identity, ProblemWriter problems, TileHost tileHost) {
    http.securityMatcher(Access::bearsLink).csrf(AbstractHttpConfigurer::disable);
    return common(http, identity, problems, tileHost);
  }

  @Bean
  @Order(3)
  SecurityFilterChain browsers(
      HttpSecurity http,
      IdentityFilter identity,
      ProblemWriter problems,
      TileHost tileHost,
      CsrfTokenRepository csrf) {
    http.csrf(c -> c.spa().csrfTokenRepository(csrf));
    return common(http, identity, problems, tileHost);
  }

  private static SecurityFilterChain common(
      HttpSecurity http, IdentityFilter identity, ProblemWriter problems, TileHost tileHost) {
    return http.formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        // Sessions are our own affair (LiveSessions). Spring Security's management of them would
        // take every request for a new sign-in and give it a new session and a new CSRF token.
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(
            c -> c.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .addFilterBefore(new EarlyHeaders(tileHost::origin), HeaderWriterFilter.class)
        .addFilterBefore(identity, AnonymousAuthenticationFilter.class)
        .addFilterBefore(new BodyLimitFilter(problems), AnonymousAuthenticationFilter.class)
        .headers(
            h ->
                h.referrerPolicy(r -> r.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                    .permissionsPolicyHeader(
                        p -> p.policy("camera=(), microphone=(), geolocation=(self)"))
                    .frameOptions(f -> f.deny()))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(
                        (request, response, why) -> problems.notSignedIn(request, response))
                    .accessDeniedHandler(problems::refused))
        .authorizeHttpRequests(
            a ->
                a.dispatcherTypeMatchers(
                        DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll() // the request they belong to has been judged
                    .anyRequest()
                    .access(new AccessRule()))
        .build();
  }

  @Bean
  static CsrfTokenRepository csrfTokens(AccountSettings settings) {
    var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
    repository.setCookieCustomizer(
        cookie -> cookie.secure(settings.secure()).sameSite("Lax").path("/"));
    return repository;
  }

  @Bean
  static ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  IdentityFilter identityFilter(
      LiveSessions sessions,
      Tokens tokens,
      CurrentRights rights,
      ProblemWriter problems,
      Clock clock) {
    return new IdentityFilter(sessions, tokens, rights, problems, clock);
  }

  /** The filter works inside the security chains alone. */
  @Bean
  org.springframework.boot.web.servlet.FilterRegistrationBean<IdentityFilter> identityOnlyInChains(
      IdentityFilter identity) {
    var registration = new org.springframework.boot.web.servlet.FilterRegistrationBean<>(identity);
    registration.setEnabled(false);
    return registration;
  }

  /** Switches off Spring's own user with a printed password: people come from our table. */
  @Bean
  AuthenticationManager nobodyElse() {
    return authentication -> {
      throw new org.springframework.security.authentication.BadCredentialsException("not this way");
    };
  }

  @Bean
  static ServletContextInitializer sessionCookie(AccountSettings settings) {
    return context -> {
      context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
      var cookie = context.getSessionCookieConfig();
      cookie.setName("gridwatch-session");
      cookie.setHttpOnly(true);
      cookie.setSecure(settings.secure());
      cookie.setAttribute("SameSite", "Lax");
    };
  }

  @Bean
  static WebMvcConfigurer rightsAsParameter() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new RightsHere());
      }
    };
  }
}
