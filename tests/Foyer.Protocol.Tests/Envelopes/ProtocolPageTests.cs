using System.Text;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Protocol.Tests.WebSockets;

namespace Foyer.Protocol.Tests.Envelopes;

/// <summary>docs/tcp-protocol.md describes what the code does: its names and its vectors are taken from the page.</summary>
public sealed class ProtocolPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "tcp-protocol.md"));

    [Fact]
    public void The_page_lists_all_words_at_their_places()
    {
        var rows = Part("words")
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(Cells)
            .ToList();
        var words = rows.SelectMany(cells => cells[1].Split(' ')).ToList();
        words.ShouldBe(Words.All);
        rows.Select(cells => Convert.ToInt32(cells[0], 16))
            .ShouldBe(Enumerable.Range(0, rows.Count).Select(row => row * 8));
    }

    [Fact]
    public void The_vectors_of_the_page_hold()
    {
        var vectors = Part("vectors")
            .Split("```", StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Contains('{'))
            .ToList();
        vectors.Count.ShouldBeGreaterThan(5);
        foreach (var vector in vectors)
            Check(vector.Trim());
    }

    private static void Check(string vector)
    {
        var at = vector.LastIndexOf('}') + 1;
        var (json, hex) = (vector[..at], vector[at..].Replace("\n", "", StringComparison.Ordinal));
        var envelope = JsonCodec.Decode(Encoding.UTF8.GetBytes(json)).ShouldNotBeNull(json);
        Convert
            .ToHexString(Framing.Encode(envelope, Codec.Binary))
            .ShouldBe(hex.Replace(" ", "", StringComparison.Ordinal), json);
        var decoded = BinaryCodec.Decode(Wire.Hex(hex).AsSpan(Framing.HeaderLength)).ShouldNotBeNull();
        JsonElement.DeepEquals(decoded.Data, envelope.Data).ShouldBeTrue(json);
    }

    private static string Part(string name)
    {
        var (from, to) = (
            Page.IndexOf($"<!-- {name} -->", StringComparison.Ordinal),
            Page.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal)
        );
        return Page[from..to];
    }

    private static string[] Cells(string row) => [.. row.Split('|')[1..^1].Select(cell => cell.Trim().Trim('`'))];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foyer.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
