package org.acervo.web.form;

import java.io.InputStream;
import java.util.Optional;

/**
 * One field of a form.
 *
 * @param name of the field
 * @param fileName as the person's machine calls the file, where it is one
 * @param bytes until the next part; to be read before that is asked for
 */
public record FormPart(String name, Optional<String> fileName, InputStream bytes) {}
