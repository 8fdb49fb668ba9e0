package org.acervo;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import org.acervo.demo.DemoLibrary;
import org.acervo.embedded.EvaluationServers;
import org.acervo.kernel.Ids;

/** The product's compiled classes, of every artifact, whatever has compiled them. */
final class ProductCode {
  /** One class of each artifact. */
  private static final List<Class<?>> ARTIFACTS =
      List.of(Ids.class, EvaluationServers.class, DemoLibrary.class, Main.class);

  private ProductCode() {}

  static JavaClasses read() {
    return new ClassFileImporter()
        .withImportOption(ProductCode::isOfTheProduct)
        .importPackages("org.acervo");
  }

  private static boolean isOfTheProduct(Location location) {
    return ARTIFACTS.stream()
        .map(artifact -> artifact.getProtectionDomain().getCodeSource().getLocation().getPath())
        .anyMatch(location::contains);
  }
}
