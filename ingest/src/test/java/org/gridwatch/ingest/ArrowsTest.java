package org.gridwatch.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
  private static final JavaClasses INGEST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gridwatch.ingest");

  @Test
  void ingestKnowsTheWireAndItsCodecsAndNeitherBrokerNorSimulator() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.gridwatch.gateway.broker..",
            "org.gridwatch.gateway.simulator..",
            "org.gridwatch.map..")
        .check(INGEST);
  }

  @Test
  void thePackagesFormNoCycle() {
    slices().matching("org.gridwatch.ingest.(*)..").should().beFreeOfCycles().check(INGEST);
  }
}
