package org.gridwatch.map.notify.tap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of a link and its answers stay in no cache, and tell no other site of themselves. */
@Configuration(proxyBeanMethods = false)
class TapHeaders implements WebMvcConfigurer {
  private static final String PAGE = "/tap.html";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new NoReferrer())
        .addPathPatterns(PAGE, "/api/v1/tap", "/api/v1/tap/**");
  }

  /** Other pages may be kept and asked for anew each time; this one is not kept at all. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/{page:tap\\.html}")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.noStore());
  }

  private static final class NoReferrer implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("Referrer-Policy", "no-referrer");
      if (!PAGE.equals(request.getServletPath())) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      }
      return true;
    }
  }
}
