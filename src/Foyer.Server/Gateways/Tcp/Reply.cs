using System.Buffers;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Live;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>The status and body of the equivalent REST response; the body is null where there is none.</summary>
internal sealed record Reply(int Status, byte[] Body)
{
    public static readonly Reply Nothing = new(204, "null"u8.ToArray());

    public static Reply From<T>(T value, bool isNew = false) =>
        new(isNew ? 201 : 200, JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options));

    public static Reply Written(Action<Utf8JsonWriter> write, bool isNew = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return new Reply(isNew ? 201 : 200, buffer.WrittenSpan.ToArray());
    }

    /// <summary>Returns the address of another page, with the requested filters.</summary>
    public static string Link(
        string path,
        Fields fields,
        IEnumerable<string> filters,
        params IEnumerable<(string Name, string Value)> position
    ) =>
        path
        + new QueryBuilder(
            filters
                .Select(name => (Name: name, Value: fields.Plain(name)))
                .Where(one => one.Value is not null)
                .Select(one => KeyValuePair.Create(one.Name, one.Value!))
                .Concat(position.Select(one => KeyValuePair.Create(one.Name, one.Value)))
        );

    public static Reply List(string? next, Action<Utf8JsonWriter> writeResults) =>
        new(
            200,
            Envelope.Members(json =>
            {
                json.WriteStartArray("results"u8);
                writeResults(json);
                json.WriteEndArray();
                json.WriteString("next"u8, next);
                json.WriteNull("previous"u8);
            })
        );
}
