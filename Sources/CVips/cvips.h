// libvips for Swift. Its operations are variadic C functions, which Swift cannot call, so each
// one the sandbox uses has a wrapper here with a fixed parameter list. All of them follow one
// contract: a new image the caller owns, or NULL with the reason in vips' error buffer; inputs
// are neither consumed nor kept.
#ifndef IMGFLOW_CVIPS_H
#define IMGFLOW_CVIPS_H

#include <vips/vips.h>

static void cvips_discard_log(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
  (void)domain; (void)level; (void)message; (void)data;
}

/// Starts libvips; 0 on success. Call once, before anything else.
static inline int cvips_start(const char *program) {
  if (vips_init(program) != 0) return -1;
  // Cached operations would keep pointers into upload buffers after their bytes are gone.
  vips_cache_set_max(0);
  // Loaders that are not hardened against hostile files stay off, whatever a file claims to be.
  vips_block_untrusted_set(TRUE);
  // What is wrong with an upload goes into the answer, not onto the server's stderr.
  g_log_set_handler(
      "VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO), cvips_discard_log, NULL);
  return 0;
}

static inline void cvips_release(VipsImage *image) { g_object_unref(image); }

static inline void cvips_free(void *memory) { g_free(memory); }

// Loading. Each reads the header only; pixels are decoded when they are asked for, and a file
// that ends early fails then. `bytes` must stay valid until the image is released.

static inline VipsImage *cvips_load_jpeg(const void *bytes, size_t count) {
  VipsImage *out = NULL;
  vips_jpegload_buffer((void *)bytes, count, &out, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  return out;
}

static inline VipsImage *cvips_load_png(const void *bytes, size_t count) {
  VipsImage *out = NULL;
  vips_pngload_buffer((void *)bytes, count, &out, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  return out;
}

static inline VipsImage *cvips_load_webp(const void *bytes, size_t count) {
  VipsImage *out = NULL;
  vips_webpload_buffer((void *)bytes, count, &out, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  return out;
}

static inline VipsImage *cvips_load_gif(const void *bytes, size_t count) {
  VipsImage *out = NULL;
  vips_gifload_buffer((void *)bytes, count, &out, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  return out;
}

static inline VipsImage *cvips_load_tiff(const void *bytes, size_t count) {
  VipsImage *out = NULL;
  vips_tiffload_buffer((void *)bytes, count, &out, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  return out;
}

// Pixels.

/// Converts to 8-bit sRGB, by the embedded colour profile where there is a usable one.
static inline VipsImage *cvips_to_srgb(VipsImage *in) {
  VipsImage *managed = NULL;
  if (vips_image_get_typeof(in, VIPS_META_ICC_NAME) != 0 &&
      vips_icc_transform(in, &managed, "srgb", "embedded", TRUE, NULL) != 0)
    // Left there, the complaint would turn up as the reason of some later failure.
    vips_error_clear();
  VipsImage *out = NULL;
  vips_colourspace(managed != NULL ? managed : in, &out, VIPS_INTERPRETATION_sRGB, NULL);
  if (managed != NULL) g_object_unref(managed);
  return out;
}

/// Converts sRGB to CIELAB: three float bands.
static inline VipsImage *cvips_to_lab(VipsImage *in) {
  VipsImage *out = NULL;
  vips_colourspace(in, &out, VIPS_INTERPRETATION_LAB, NULL);
  return out;
}

static inline VipsImage *cvips_cast_uchar(VipsImage *in) {
  VipsImage *out = NULL;
  vips_cast(in, &out, VIPS_FORMAT_UCHAR, NULL);
  return out;
}

/// Turns the image as its EXIF orientation says and removes that tag.
static inline VipsImage *cvips_autorotate(VipsImage *in) {
  VipsImage *out = NULL;
  vips_autorot(in, &out, NULL);
  return out;
}

/// Lays the image over white where it is transparent; three bands come out.
static inline VipsImage *cvips_flatten(VipsImage *in) {
  VipsImage *out = NULL;
  double white[] = {255, 255, 255};
  VipsArrayDouble *background = vips_array_double_new(white, 3);
  vips_flatten(in, &out, "background", background, NULL);
  vips_area_unref(VIPS_AREA(background));
  return out;
}

/// Shrinks into a box, keeping the shape; an image that fits already stays as it is.
static inline VipsImage *cvips_fit(VipsImage *in, int width, int height) {
  VipsImage *out = NULL;
  vips_thumbnail_image(
      in, &out, width, "height", height, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL);
  return out;
}

/// Resizes to exactly width x height, each side by its own factor.
static inline VipsImage *cvips_resize(VipsImage *in, int width, int height) {
  VipsImage *out = NULL;
  vips_thumbnail_image(
      in, &out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, NULL);
  return out;
}

/// Resizes a one-band float field to exactly width x height by cubic interpolation, times `gain`.
static inline VipsImage *cvips_resize_field(VipsImage *in, int width, int height, double gain) {
  VipsImage *wide = NULL, *out = NULL;
  double across = (double)width / vips_image_get_width(in);
  double down = (double)height / vips_image_get_height(in);
  if (vips_resize(in, &wide, across, "vscale", down, "kernel", VIPS_KERNEL_CUBIC, NULL) != 0)
    return NULL;
  vips_linear1(wide, &out, gain, 0.0, NULL);
  g_object_unref(wide);
  return out;
}

/// Means of blocks of `across` x `down` pixels.
static inline VipsImage *cvips_shrink(VipsImage *in, int across, int down) {
  VipsImage *out = NULL;
  vips_shrink(in, &out, across, down, NULL);
  return out;
}

/// Lays over `base`, which is opaque, the colours that a 256 x 1 table with an alpha band has for an 8-bit
/// one-band image of its size. In whole numbers, which takes a quarter of the time of `vips_composite`.
static inline VipsImage *cvips_overlay(VipsImage *base, VipsImage *levels, VipsImage *table) {
  VipsImage *alphas = NULL, *colours = NULL, *alpha = NULL, *colour = NULL, *out = NULL;
  if (vips_extract_band(table, &alphas, 3, NULL) == 0 &&
      vips_extract_band(table, &colours, 0, "n", 3, NULL) == 0 &&
      vips_maplut(levels, &alpha, alphas, NULL) == 0 &&
      vips_maplut(levels, &colour, colours, NULL) == 0)
    vips_ifthenelse(alpha, colour, base, &out, "blend", TRUE, NULL);
  VipsImage *steps[] = {alphas, colours, alpha, colour};
  for (int i = 0; i < 4; i++)
    if (steps[i] != NULL) g_object_unref(steps[i]);
  return out;
}

/// Lays `overlay`, which has an alpha band, over `base`, which is opaque and around it, with its top left
/// corner at (x, y). Only what is below it is computed.
static inline VipsImage *cvips_composite(VipsImage *base, VipsImage *overlay, int x, int y) {
  int width = vips_image_get_width(overlay), height = vips_image_get_height(overlay);
  VipsImage *part = NULL, *mixed = NULL, *narrow = NULL, *flat = NULL, *out = NULL;
  if (vips_crop(base, &part, x, y, width, height, NULL) == 0 &&
      vips_composite2(part, overlay, &mixed, VIPS_BLEND_MODE_OVER, NULL) == 0 &&
      vips_cast(mixed, &narrow, VIPS_FORMAT_UCHAR, NULL) == 0 &&
      (flat = cvips_flatten(narrow)) != NULL)
    vips_insert(base, flat, &out, x, y, NULL);
  VipsImage *steps[] = {part, mixed, narrow, flat};
  for (int i = 0; i < 4; i++)
    if (steps[i] != NULL) g_object_unref(steps[i]);
  return out;
}

/// Marks a band-interleaved memory image as sRGB, so that operations know what its bands mean.
static inline VipsImage *cvips_tag_srgb(VipsImage *in) {
  VipsImage *out = NULL;
  vips_copy(in, &out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  return out;
}

/// Lays the image out side by side, so many times.
static inline VipsImage *cvips_repeat(VipsImage *in, int times) {
  VipsImage *out = NULL;
  vips_replicate(in, &out, times, 1, NULL);
  return out;
}

/// Cuts a rectangle out.
static inline VipsImage *cvips_crop(VipsImage *in, int left, int top, int width, int height) {
  VipsImage *out = NULL;
  vips_crop(in, &out, left, top, width, height, NULL);
  return out;
}

/// Adds grain: noise around 0 that is the same for the same seed. One tile of it is laid out again and
/// again, which nobody sees and which is much faster.
static inline VipsImage *cvips_grain(VipsImage *in, double sigma, int seed) {
  enum { SIDE = 256 };
  int width = vips_image_get_width(in), height = vips_image_get_height(in);
  VipsImage *noise = NULL, *tile = NULL, *wide = NULL, *cut = NULL, *sum = NULL, *out = NULL;
  if (vips_gaussnoise(&noise, SIDE, SIDE, "sigma", sigma, "mean", 0.0, "seed", seed, NULL) == 0 &&
      (tile = vips_image_copy_memory(noise)) != NULL &&
      vips_replicate(tile, &wide, width / SIDE + 1, height / SIDE + 1, NULL) == 0 &&
      vips_crop(wide, &cut, 0, 0, width, height, NULL) == 0 &&
      vips_add(in, cut, &sum, NULL) == 0)
    vips_cast(sum, &out, VIPS_FORMAT_UCHAR, NULL);
  VipsImage *steps[] = {noise, tile, wide, cut, sum};
  for (int i = 0; i < 5; i++)
    if (steps[i] != NULL) g_object_unref(steps[i]);
  return out;
}

// Drawing, onto an image in memory that nobody else has: 0 on success.

static inline int cvips_draw_box(
    VipsImage *image, const double *ink, int left, int top, int width, int height) {
  return vips_draw_rect(image, (double *)ink, 3, left, top, width, height, "fill", TRUE, NULL);
}

static inline int cvips_draw_disc(VipsImage *image, const double *ink, int x, int y, int radius) {
  return vips_draw_circle(image, (double *)ink, 3, x, y, radius, "fill", TRUE, NULL);
}

// Measuring. NaN when it fails.

/// The standard deviation of the Laplacian of a one-band image: how much fine detail there is.
static inline double cvips_laplacian_deviation(VipsImage *in) {
  VipsImage *edges = NULL;
  double deviation = NAN;
  VipsImage *kernel = vips_image_new_matrixv(3, 3, 0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0);
  if (kernel == NULL) return deviation;
  VipsImage *real = NULL;
  if (vips_cast(in, &real, VIPS_FORMAT_FLOAT, NULL) == 0) {
    if (vips_conv(real, &edges, kernel, "precision", VIPS_PRECISION_FLOAT, NULL) == 0) {
      if (vips_deviate(edges, &deviation, NULL) != 0) deviation = NAN;
      g_object_unref(edges);
    }
    g_object_unref(real);
  }
  g_object_unref(kernel);
  return deviation;
}

/// The lightness band of CIELAB, 0 to 100.
static inline VipsImage *cvips_lightness(VipsImage *in) {
  VipsImage *lab = NULL, *out = NULL;
  if (vips_colourspace(in, &lab, VIPS_INTERPRETATION_LAB, NULL) != 0) return NULL;
  vips_extract_band(lab, &out, 0, NULL);
  g_object_unref(lab);
  return out;
}

// Metadata.

/// The names of all metadata fields, NULL-terminated; for g_strfreev.
static inline char **cvips_field_names(VipsImage *in) { return vips_image_get_fields(in); }

/// A metadata field as a text that the image keeps; NULL when it is none.
static inline const char *cvips_field_text(VipsImage *in, const char *name) {
  const char *text = NULL;
  if (vips_image_get_typeof(in, name) != VIPS_TYPE_REF_STRING) return NULL;
  return vips_image_get_string(in, name, &text) == 0 ? text : NULL;
}

/// Sets a metadata field of an image that nobody else has.
static inline void cvips_set_field(VipsImage *image, const char *name, const char *text) {
  vips_image_set_string(image, name, text);
}

// Encoding: 0 and a buffer for cvips_free, or -1.

static inline int cvips_save_jpeg(VipsImage *in, int quality, void **bytes, size_t *count) {
  return vips_jpegsave_buffer(
      in, bytes, count, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, NULL);
}

/// Keeps the metadata.
static inline int cvips_save_photograph(VipsImage *in, int quality, void **bytes, size_t *count) {
  return vips_jpegsave_buffer(
      in, bytes, count, "Q", quality, "strip", FALSE, "optimize_coding", TRUE, NULL);
}

static inline int cvips_save_png(VipsImage *in, void **bytes, size_t *count) {
  return vips_pngsave_buffer(in, bytes, count, "strip", TRUE, NULL);
}

#endif
