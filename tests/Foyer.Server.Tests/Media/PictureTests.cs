using Foyer.Server.Media;

namespace Foyer.Server.Tests.Media;

public class PictureTests
{
    public static TheoryData<string> Formats => ["png", "jpg", "gif", "webp"];

    [Theory, MemberData(nameof(Formats))]
    public void A_picture_is_known_by_its_content_and_tells_its_size(string format)
    {
        var picture = Picture.Read(Plain(format)).Value;

        picture.Extension.ShouldBe(format);
        picture.Type.ShouldBe(format == "jpg" ? "image/jpeg" : $"image/{format}");
        (picture.Width, picture.Height).ShouldBe((3, 2));
    }

    [Theory, MemberData(nameof(Formats))]
    public void Metadata_is_removed_and_the_rest_stays_a_picture(string format)
    {
        var told = WithMetadata(format);
        Contains(told, Samples.Text).ShouldBeTrue();

        var picture = Picture.Read(told).Value;

        Contains(picture.Bytes.Span, Samples.Text).ShouldBeFalse();
        Picture.Read(picture.Bytes.Span).Value.Bytes.ToArray().ShouldBe(picture.Bytes.ToArray());
    }

    [Theory, MemberData(nameof(Formats))]
    public void What_follows_the_end_is_cut_off(string format)
    {
        var plain = Picture.Read(Plain(format)).Value.Bytes.ToArray();

        Picture.Read([.. Plain(format), .. "<script>alert(1)</script>"u8]).Value.Bytes.ToArray().ShouldBe(plain);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Cut_anywhere_it_is_refused_and_never_a_fault(string format)
    {
        var whole = Plain(format);

        for (var length = 0; length < whole.Length; length++)
            Picture
                .Read(whole.AsSpan(0, length))
                .Refusal.ShouldNotBeNull($"{length} of {whole.Length} bytes")
                .Status.ShouldBe(400);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Bytes_turned_at_random_are_never_a_fault(string format)
    {
        var random = new Random(20261121);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = WithMetadata(format);
            for (var i = 0; i < 3; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = Picture.Read(bytes);
        }
    }

    [Theory]
    [InlineData(6, 2, 3)]
    [InlineData(3, 3, 2)]
    public void The_orientation_of_a_photo_stays_alone_of_its_EXIF(int orientation, int width, int height)
    {
        var picture = Picture.Read(Samples.Jpeg((0xE1, Samples.Exif(orientation)))).Value;

        (picture.Width, picture.Height).ShouldBe((width, height));
        Contains(picture.Bytes.Span, [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation]).ShouldBeTrue();
        Contains(picture.Bytes.Span, Samples.Text).ShouldBeFalse();
    }

    [Fact]
    public void An_upright_photo_keeps_no_EXIF_at_all() =>
        Contains(Picture.Read(Samples.Jpeg((0xE1, Samples.Exif(1)))).Value.Bytes.Span, "Exif"u8).ShouldBeFalse();

    [Fact]
    public void The_flags_of_a_WebP_no_longer_announce_what_is_gone() =>
        Picture.Read(WithMetadata("webp")).Value.Bytes.Span[20].ShouldBe((byte)0);

    [Fact]
    public void A_GIF_goes_on_repeating()
    {
        var repeat = Samples.GifExtension(0xFF, "NETSCAPE2.0"u8.ToArray(), [1, 0, 0]);

        Contains(Picture.Read(Samples.Gif(repeat)).Value.Bytes.Span, repeat).ShouldBeTrue();
    }

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(20_001, 1)]
    [InlineData(0, 2)]
    [InlineData(-1, 2)]
    public void A_header_that_claims_too_much_is_refused_before_anything_is_done(int width, int height) =>
        Picture
            .Read(Samples.Png(width, height))
            .Refusal.ShouldNotBeNull()
            .Errors.ShouldHaveSingleItem()
            .Attr.ShouldBe("file");

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var bytes = Samples.Png();
        bytes[^5] ^= 1;

        Picture.Read(bytes).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<html><body>")]
    [InlineData("")]
    [InlineData("PNG")]
    public void Nothing_else_is_a_picture(string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);

        Picture.Begins(bytes).ShouldBeFalse();
        Picture.Read(bytes).Refusal.ShouldNotBeNull().Type.ShouldBe("validation_error");
    }

    private static byte[] Plain(string format) =>
        format switch
        {
            "png" => Samples.Png(),
            "jpg" => Samples.Jpeg(),
            "gif" => Samples.Gif(),
            _ => Samples.WebP(),
        };

    private static byte[] WithMetadata(string format) =>
        format switch
        {
            "png" => Samples.Png(
                extra: [("tEXt", Samples.Text), ("eXIf", Samples.Text), ("iTXt", Samples.Text), ("zTXt", Samples.Text)]
            ),
            "jpg" => Samples.Jpeg(
                (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Samples.Text]),
                (0xED, Samples.Text),
                (0xFE, Samples.Text)
            ),
            "gif" => Samples.Gif(
                Samples.GifExtension(0xFE, Samples.Text),
                Samples.GifExtension(0xFF, "XMP DataXMP"u8.ToArray(), Samples.Text)
            ),
            _ => Samples.WebP(("EXIF", Samples.Text), ("XMP ", Samples.Text)),
        };

    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> part) => bytes.IndexOf(part) >= 0;
}
