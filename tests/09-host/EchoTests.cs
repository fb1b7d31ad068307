using System.Text;

namespace Workbook.Host.Tests;

public class EchoTests
{
    [Fact]
    [Exercise("9.4")]
    public void A_line_comes_back()
    {
        using var pair = new Pair();
        EchoServer.Start(pair.B);

        string answer = pair.Loop.Run(async () =>
        {
            await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            await stream.WriteAsync("hello\n"u8.ToArray());
            byte[] buffer = new byte[100];
            int count = await stream.ReadAsync(buffer);
            return Encoding.ASCII.GetString(buffer, 0, count);
        });

        answer.ShouldBe("hello\n");
    }
}
