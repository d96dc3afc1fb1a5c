package org.gridwatch.map.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.RestController;

/** Arrows go one way: map-server -> ingest -> gateway.wire and gateway.codec. */
@AnalyzeClasses(
    packages = "org.gridwatch",
    importOptions = {DoNotIncludeTests.class, ArrowsTest.NoTestJars.class})
class ArrowsTest {
  /** Tests of another module that come as a jar. */
  static class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.gridwatch.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ingestKnowsOnlyTheContract =
      noClasses()
          .that()
          .resideInAPackage("org.gridwatch.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.gridwatch.gateway.broker..",
              "org.gridwatch.gateway.simulator..",
              "org.gridwatch.map..");

  @ArchTest
  static final ArchRule theBrokerIsUsedByTheAssemblyAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.gridwatch.gateway.broker..", "org.gridwatch.map.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.gridwatch.gateway.broker..");

  @ArchTest
  static final ArchRule theDeviceSideStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("org.gridwatch.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.gridwatch.ingest..", "org.gridwatch.map..", "org.springframework..");

  @ArchTest
  static final ArchRule controllersLiveInTheMapServer =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should()
          .resideInAPackage("org.gridwatch.map..");
}
