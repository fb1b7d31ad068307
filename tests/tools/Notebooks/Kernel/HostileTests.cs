using System.Net.Sockets;
using System.Text;
using NetMQ;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>Whatever arrives, the kernel counts it, drops it, and serves the next message.</summary>
public class HostileTests
{
    [Fact]
    public void A_message_signed_with_another_key_is_not_looked_at() => Dropped(Discard.WrongSignature, client =>
    {
        using var stranger = new JupyterClient(client.Connection with { Key = "a guess" });
        return stranger.Frames("execute_request", """{ "code": "Environment.Exit(1);" }""", out _);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_message_that_was_changed_on_the_way_is_not_looked_at(int part) => Dropped(Discard.WrongSignature, client =>
    {
        byte[][] frames = Question(client);
        frames[part] = [.. frames[part], (byte)' '];
        return frames;
    });

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("zz")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ab\u00e9")]
    public void A_signature_may_be_anything(string signature) => Dropped(Discard.WrongSignature, client =>
    {
        byte[][] frames = Question(client);
        frames[1] = Encoding.UTF8.GetBytes(signature);
        return frames;
    });

    [Fact]
    public void A_message_that_was_here_before_does_not_run_again() => Dropped(Discard.Replayed, client =>
    {
        byte[][] frames = client.Frames("kernel_info_request", "{}", out string id);
        client.Shell.SendMultipartBytes(frames);
        client.ReadReply(client.Shell).Parent.ShouldBe(id);
        return frames;
    });

    [Fact]
    public void No_delimiter() => Dropped(Discard.NoDelimiter, client => Question(client)[1..]);

    [Fact]
    public void A_single_empty_frame() => Dropped(Discard.NoDelimiter, _ => [[]]);

    [Fact]
    public void Too_few_frames() => Dropped(Discard.TooShort, client => Question(client)[..^1]);

    [Fact]
    public void Too_many_frames() => Dropped(Discard.TooLarge, client => [.. Question(client), .. Enumerable.Repeat(new byte[1], 1000)]);

    [Fact]
    public void Too_many_bytes() => Dropped(Discard.TooLarge, client => [.. Question(client), new byte[MessageCodec.MaximumBytes]]);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{ "msg_id": 5, "msg_type": [] }""")]
    [InlineData("""{ "msg_id": "\ud800", "msg_type": "execute_request" }""")]
    public void A_header_that_is_none(string header) => Dropped(Discard.BadHeader, client => client.Sign(header, "{}"));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{ "code": null }""")]
    [InlineData("""{ "code": 5 }""")]
    [InlineData("""{ "code": "\ud800" }""")]
    [InlineData("""{ "code": "1", "silent": "perhaps" }""")]
    public void A_content_that_is_none(string content) => Dropped(Discard.BadContent, client => client.Frames("execute_request", content, out _));

    [Fact]
    public void Brackets_without_end() => Dropped(Discard.BadContent, client => client.Frames("execute_request", new string('[', 100_000), out _));

    [Theory]
    [InlineData("")]
    [InlineData("make_coffee_request")]
    [InlineData("execute_reply")]
    public void A_message_of_no_known_type(string type) => Dropped(Discard.UnknownType, client => client.Frames(type, "{}", out _));

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_cursor_that_is_nowhere_is_no_trouble(int cursor)
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Send(kernel.Client.Shell, "complete_request", $$"""{ "code": "Cons", "cursor_pos": {{cursor}} }""");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("ok");
    }

    [Fact]
    public void Bytes_that_are_no_ZeroMQ_do_not_harm_any_port()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        ConnectionFile connection = kernel.Client.Connection;
        var random = new Random(1);
        foreach (int port in (int[])[connection.ShellPort, connection.ControlPort, connection.IopubPort, connection.StdinPort, connection.HbPort])
        {
            byte[] noise = new byte[4096];
            random.NextBytes(noise);
            foreach (byte[] bytes in (byte[][])[noise, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), [0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f], []])
            {
                using var tcp = new TcpClient("127.0.0.1", port);
                tcp.GetStream().Write(bytes);
            }
        }
        kernel.Client.Run("1").Status.ShouldBe("ok");
        kernel.Client.Ping("ping"u8.ToArray()).ShouldBeTrue();
    }

    private static byte[][] Question(JupyterClient client) => client.Frames("kernel_info_request", "{}", out _);

    /// <summary>Sends it on both channels that take requests, sees it counted, and asks something sensible.</summary>
    private static void Dropped(Discard reason, Func<JupyterClient, byte[][]> make)
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Shell.SendMultipartBytes(make(kernel.Client));
        kernel.Client.Send(kernel.Client.Shell, "kernel_info_request");
        kernel.Client.ReadReply(kernel.Client.Shell).Type.ShouldBe("kernel_info_reply", "the next message is answered, and the one before was not");
        kernel.Kernel.Discards[reason].ShouldBe(1);
        kernel.Client.Run("6 * 7").Status.ShouldBe("ok");
        Enum.GetValues<Discard>().Sum(other => kernel.Kernel.Discards[other]).ShouldBe(1, "no other reason");
    }
}
