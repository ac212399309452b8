using System.Text.Json;
using Foyer.Server.Chat.Files;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class FileTextTests
{
    private static readonly JsonElement Cases = Vectors.Read("files.json");

    [Fact]
    public void Sizes_are_those_of_the_shared_cases()
    {
        foreach (var one in Read("sizes"))
            FileText.Size(one[0].GetInt64()).ShouldBe(one[1].GetString());
    }

    [Fact]
    public void Kinds_are_those_of_the_shared_cases()
    {
        foreach (var one in Read("kinds"))
            FileText.Kind(one[0].GetString()!).ShouldBe(one[1].GetString(), one[0].GetString());
    }

    [Fact]
    public void Pictures_take_the_place_of_the_shared_cases()
    {
        foreach (var one in Read("pictures"))
        {
            var (width, height) = (Pixels(one[0][0]), Pixels(one[0][1]));
            (long, long)? expected =
                one[1].ValueKind == JsonValueKind.Null ? null : (one[1][0].GetInt64(), one[1][1].GetInt64());

            FileText
                .Shown(new Attachment(0, "", null, null, null, "", "image/png", 0, width, height))
                .ShouldBe(expected, $"{width} × {height}");
        }
    }

    private static IEnumerable<JsonElement> Read(string name)
    {
        Cases.GetProperty(name).GetArrayLength().ShouldBeGreaterThan(2);
        return Cases.GetProperty(name).EnumerateArray();
    }

    private static long? Pixels(JsonElement number) =>
        number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();
}
