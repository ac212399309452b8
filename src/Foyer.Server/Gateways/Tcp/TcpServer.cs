using System.Net;
using System.Net.Sockets;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Loop;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// Listens for terminals. A web server of its own, without web requests: on the main one, endpoints configured in code would
/// override the addresses of <c>--urls</c>, and its event loop waits for the client to send first, while here the server does.
/// Without TLS a terminal's socket is transferred to the loop as soon as its user is known.
/// </summary>
public sealed class TcpServer(
    FoyerSettings settings,
    TcpCertificate certificate,
    PendingSignIns halfOpen,
    [FromKeyedServices(LoopGateway.Lines)] IConnectionListenerFactory lines,
    ThrottledListenerFactory streams,
    TimeProvider time,
    IServiceProvider services,
    ILoggerFactory loggers
) : IHostedService, IAsyncDisposable
{
    private ListenOptions? listening;
    private KestrelServer? server;

    /// <summary>The address with the actual port; null while it is not listening.</summary>
    public string? Address => listening?.IPEndPoint?.ToString();

    /// <summary>The fingerprint that clients may pin while the server creates its own certificate.</summary>
    public string? Fingerprint => Address is not null && UsesTls ? certificate.Fingerprint : null;

    private bool UsesTls => settings.Tcp.Tls == TcpTls.On;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.Tcp.Enabled)
            return;
        var options = new KestrelServerOptions { ApplicationServices = services };
        options.Limits.MaxConcurrentConnections = settings.Limits.Connections is > 0 and var most ? most : null;
        options.Listen(Endpoint(), Configure);
        server = new KestrelServer(Options.Create(options), UsesTls ? streams : lines, loggers);
        try
        {
            await server.StartAsync(new NoWeb(), cancellationToken);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw new StartupException(
                $"Foyer cannot listen for terminal clients, because {settings.Tcp.Host}:{settings.Tcp.Port} is in use. Set Foyer:Tcp:Port to another port, or to 0 for any free one."
            );
        }
        catch (SocketException fault)
        {
            throw new StartupException(
                $"Foyer cannot listen for terminal clients on {settings.Tcp.Host}:{settings.Tcp.Port}, as Foyer:Tcp:Host and Foyer:Tcp:Port say: {fault.Message}."
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private IPEndPoint Endpoint() =>
        new(
            settings.Tcp.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(settings.Tcp.Host),
            settings.Tcp.Port
        );

    private void Configure(ListenOptions listen)
    {
        listening = listen;
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => context => halfOpen.EnterAsync(context, next));
        if (UsesTls)
            Secure(listen);
        listen.UseConnectionHandler<TcpHandler>();
    }

    private void Secure(ListenOptions listen)
    {
        var deadline = new HandshakeDeadline(time);
        listen.Use(next => context => deadline.BeginAsync(context, next));
        listen.UseHttps(
            new HttpsConnectionAdapterOptions
            {
                // Longer than our own deadline, which uses the server's TimeProvider.
                HandshakeTimeout = 6 * HandshakeDeadline.Longest,
                ServerCertificateSelector = (_, _) => certificate.Current(),
                OnAuthenticate = (_, tls) =>
                {
                    TlsPolicy.Apply(tls);
                    // The protocol is not HTTP, which the web server would offer.
                    tls.ApplicationProtocols = null;
                },
            }
        );
        listen.Use(next => context => deadline.End(context, next));
    }

    /// <summary>
    /// The application that the web server requires; it gets no requests, since the handler consumes all bytes.
    /// </summary>
    private sealed class NoWeb : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public void DisposeContext(IFeatureCollection context, Exception? exception) { }

        public Task ProcessRequestAsync(IFeatureCollection context) => Task.CompletedTask;
    }
}
