using System.Runtime.InteropServices;
using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

public sealed class MaskingTests
{
    [Fact]
    public void Each_byte_meets_the_key_byte_of_its_place()
    {
        byte[] key = [0x37, 0xFA, 0x21, 0x3D];
        for (var length = 0; length < 150; length++)
        for (var offset = 0; offset < 5; offset++)
        {
            var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            var expected = bytes.Select((value, i) => (byte)(value ^ key[(i + offset) % 4])).ToArray();
            Masking.Apply(bytes, MemoryMarshal.Read<uint>(key), offset);
            bytes.ShouldBe(expected, $"length {length}, offset {offset}");
        }
    }
}
