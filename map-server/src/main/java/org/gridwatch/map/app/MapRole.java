package org.gridwatch.map.app;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything people see. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("gridwatch.role.map")
@ComponentScan({
  "org.gridwatch.map.alert",
  "org.gridwatch.map.api",
  "org.gridwatch.map.basemap",
  "org.gridwatch.map.device",
  "org.gridwatch.map.grid",
  "org.gridwatch.map.history",
  "org.gridwatch.map.live",
  "org.gridwatch.map.notify",
  "org.gridwatch.map.rule",
  "org.gridwatch.map.settings",
  "org.gridwatch.map.status"
})
class MapRole {}
