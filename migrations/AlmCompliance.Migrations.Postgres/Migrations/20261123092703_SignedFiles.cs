using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SignedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "TokenId",
                table: "PendingEnrollments",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "AskedBy",
                table: "PendingEnrollments",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "EvidenceReceivedAt",
                table: "Hosts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "KeyHash",
                table: "AgentKeys",
                type: "bytea",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "bytea");

            migrationBuilder.AddColumn<int>(
                name: "FileSequence",
                table: "AgentKeys",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "Fingerprint",
                table: "AgentKeys",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgentKeys_Fingerprint",
                table: "AgentKeys",
                column: "Fingerprint");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What came as a file has no place in the tables as they were.
            migrationBuilder.Sql("""DELETE FROM "AgentKeys" WHERE "KeyHash" IS NULL; DELETE FROM "PendingEnrollments" WHERE "TokenId" IS NULL;""");

            migrationBuilder.DropIndex(
                name: "IX_AgentKeys_Fingerprint",
                table: "AgentKeys");

            migrationBuilder.DropColumn(
                name: "AskedBy",
                table: "PendingEnrollments");

            migrationBuilder.DropColumn(
                name: "EvidenceReceivedAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "FileSequence",
                table: "AgentKeys");

            migrationBuilder.DropColumn(
                name: "Fingerprint",
                table: "AgentKeys");

            migrationBuilder.AlterColumn<Guid>(
                name: "TokenId",
                table: "PendingEnrollments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "KeyHash",
                table: "AgentKeys",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "bytea",
                oldNullable: true);
        }
    }
}
