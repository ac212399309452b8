using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>One open connection that reads and writes envelopes.</summary>
internal sealed class EnvelopeConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FrameParser parser = new() { Limit = FrameParser.SignedInLimit };
    private readonly Queue<Envelope> arrived = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly TcpClient client;
    private readonly Stream stream;
    private readonly ServerAddress door;
    private readonly TimeProvider time;
    private long heardAt;

    private EnvelopeConnection(TcpClient client, Stream stream, ServerAddress door, TimeProvider time)
    {
        this.time = time;
        heardAt = time.GetTimestamp();
        this.client = client;
        this.stream = stream;
        this.door = door;
    }

    /// <summary>Connects, or throws <see cref="UnreachableException"/> with a readable sentence.</summary>
    public static async Task<EnvelopeConnection> ConnectAsync(
        ServerAddress door,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var client = new TcpClient { NoDelay = true };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(door.Host, door.Port, late.Token);
            var stream = door.Tls ? await SecureAsync(client.GetStream(), door, late.Token) : client.GetStream();
            return new EnvelopeConnection(client, stream, door, time);
        }
        catch (Exception fault)
        {
            client.Dispose();
            throw Explain(fault, door, cancel);
        }
    }

    /// <summary>How long the server has sent nothing.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref heardAt));

    /// <summary>Returns the next envelope; null when the server has closed the connection.</summary>
    public async Task<Envelope?> ReadAsync(CancellationToken cancel)
    {
        while (arrived.Count == 0)
        {
            int length;
            try
            {
                length = await stream.ReadAsync(buffer, cancel);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                return null;
            }
            if (length == 0)
                return null;
            Interlocked.Exchange(ref heardAt, time.GetTimestamp());
            Take(buffer.AsSpan(0, length));
        }
        return arrived.Dequeue();
    }

    /// <summary>Returns the next envelope; throws <see cref="UnreachableException"/> when it does not arrive in time.</summary>
    public async Task<Envelope?> ReadAsync(TimeSpan patience, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new UnreachableException(
                $"{door} takes connections but has said nothing for {patience.TotalSeconds:0} s. Is it Foyer's terminal door{(door.Tls ? "" : ", and one without TLS")}?"
            );
        }
    }

    public Task SendAsync(EnvelopeType type, object data, CancellationToken cancel) =>
        SendAsync(Framing.Encode(type, JsonSerializer.SerializeToUtf8Bytes(data), door.Codec), cancel);

    public void Dispose() => client.Dispose();

    private async Task SendAsync(byte[] frame, CancellationToken cancel)
    {
        await sending.WaitAsync(cancel);
        try
        {
            await stream.WriteAsync(frame, cancel);
        }
        finally
        {
            sending.Release();
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (parser.TryRead(ref bytes, out var frame))
            arrived.Enqueue(
                frame.Decode()
                    ?? throw new UnreachableException("The server speaks another protocol than Foyer's terminal.")
            );
    }

    private static async Task<Stream> SecureAsync(Stream plain, ServerAddress door, CancellationToken cancel)
    {
        string? seen = null;
        var secure = new SslStream(
            plain,
            leaveInnerStreamOpen: false,
            (_, certificate, _, errors) =>
            {
                seen = Fingerprint(certificate);
                return door.Pin is { } pin ? pin == seen : errors == SslPolicyErrors.None;
            }
        );
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = door.Host,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                },
                cancel
            );
            return secure;
        }
        catch (AuthenticationException) when (seen is not null)
        {
            throw new UnreachableException(
                door.Pin is null
                    ? $"The certificate of {door} is not trusted here. Its key is sha256:{seen}. If the server's owner tells you the same, connect with --pin sha256:{seen}."
                    : $"The key of {door} is not the pinned one. It is sha256:{seen}. Somebody may be listening in; ask the server's owner."
            )
            {
                IsFinal = true,
            };
        }
    }

    private static string Fingerprint(X509Certificate? certificate) =>
        certificate is null
            ? ""
            : Convert.ToHexStringLower(
                SHA256.HashData(new X509Certificate2(certificate).PublicKey.ExportSubjectPublicKeyInfo())
            );

    private static Exception Explain(Exception fault, ServerAddress door, CancellationToken cancel) =>
        fault switch
        {
            UnreachableException => fault,
            OperationCanceledException when cancel.IsCancellationRequested => fault,
            OperationCanceledException => new UnreachableException(
                $"No answer from {door} within {Patience.TotalSeconds:0} s."
            ),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new UnreachableException(
                $"No Foyer server listens at {door}. Is it running, and is this its terminal door?"
            ),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
                new UnreachableException($"There is no host named {door.Host}."),
            AuthenticationException or IOException when door.Tls => new UnreachableException(
                $"{door} does not speak TLS as expected. Without TLS, only a server on this machine can be reached: --tls off."
            ),
            SocketException or IOException => new UnreachableException($"Cannot reach {door}: {fault.Message}"),
            _ => fault,
        };
}

/// <summary>Why there is no connection, as a readable sentence.</summary>
internal sealed class UnreachableException(string message) : Exception(message)
{
    /// <summary>True when trying again cannot help.</summary>
    public bool IsFinal { get; init; }
}
