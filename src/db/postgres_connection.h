// SPDX-License-Identifier: Apache-2.0
// One connection to PostgreSQL, always in libpq's pipeline mode: statements are sent without waiting, answers
// are gathered when one of them is wanted. Used by one thread at a time.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "db/db.h"
#include "db/postgres_rows.h"

struct pg_conn;
struct pg_result;

namespace youju::db {

// An answer of libpq that is cleared when it goes.
struct ClearAnswer {
  void operator()(pg_result* result) const;
};
using Answer = std::unique_ptr<pg_result, ClearAnswer>;

class PgConnection {
 public:
  // Connects, asserts the server's settings and sets this session's. The schema need not exist.
  static Result<std::unique_ptr<PgConnection>> open(const Settings& settings);
  ~PgConnection();
  PgConnection(const PgConnection&) = delete;
  PgConnection& operator=(const PgConnection&) = delete;

  // Sends a statement; its error comes with the next answer that is waited for.
  Result<void> post(const Query& query, std::span<const Value> values);
  Result<void> post_text(const std::string& sql, std::span<const Value> values);
  // The same for a query that can take many rows at once: they are gathered until anything else is sent or awaited.
  Result<void> gather(const Query& query, std::span<const Value> values);
  // Sends a statement, waits for everything sent so far, hands its rows to on_row. Gives the rows changed.
  Result<std::int64_t> run(const Query& query, std::span<const Value> values, const OnRow& on_row);
  Result<std::int64_t> run_each_of(const Query& query, std::span<const std::vector<Value>> sets,
                                   const std::function<void(std::size_t, const Row&)>& on_row);
  Result<std::int64_t> run_text(const std::string& sql, std::span<const Value> values, const OnRow& on_row);
  // Waits for everything gathered or sent so far; the first error.
  Result<void> settle();
  Result<void> send_gathered();
  // What a failed write gathered is not wanted any more.
  void forget_gathered() { gathered_.clear(); }
  // Sends a query whose answer is kept until it is asked for; `answer_expected` gives it, if there is one.
  void expect(const Query& query, std::span<const Value> values);
  Result<bool> answer_expected(const Query& query, std::span<const Value> values, const OnRow& on_row);
  void forget_expected() { expected_.clear(); }
  // Sends the commit that ends a read, without waiting; its answer is gathered when the connection is used
  // next.
  void post_end();

  // Several statements without parameters, outside the pipeline.
  Result<void> script(const std::string& sql, std::string_view name);
  // Prepares a query and throws the statement away.
  Result<void> check(const Query& query);

  // False when the connection is known to be gone; is_alive also looks whether the server has closed it
  // meanwhile.
  bool is_lost() const;
  bool is_alive();
  // The last statement's tag ("COMMIT", "ROLLBACK", "INSERT 0 1").
  const std::string& last_tag() const { return last_tag_; }
  // Warnings during the last statement of the last settle. During a commit one means: not replicated as
  // promised.
  int warnings() const { return warnings_; }

 private:
  // Answers of statements not yet taken; more would fill the socket's buffers.
  static constexpr std::size_t kMaxSent = 1000;
  // An answer that is kept.
  struct Kept {
    Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept();
    pg_result* answer = nullptr;
  };
  // A statement whose answer is still to come. `statement` is the name it prepares, empty when it does not.
  struct Sent {
    std::string name;
    std::string statement;
    std::shared_ptr<Kept> kept{};
  };
  struct Expected {
    int query;
    std::string values;
    std::shared_ptr<Kept> kept;
  };
  // The rows of the statement now being read; fetched ahead when a callback asks a further query.
  struct Stream {
    std::deque<pg_result*> ahead;
    bool ended = false, answered = false;
    std::int64_t changed = 0;
    std::optional<Error> error;
  };

  explicit PgConnection(pg_conn* connection) : connection_(connection) {}
  Result<void> assert_server() const;
  Result<void> set_session(const Settings& settings);
  Result<void> send(const std::string& statement, std::string_view sql, std::string_view name,
                    const PgRows::Parameters& parameters);
  Result<void> send_rows(PgRows& rows);
  Result<void> send_arrays(PgRows& rows);
  Result<void> ask_rows(const Query& query, std::span<const std::vector<Value>> sets,
                        const std::function<void(std::size_t, const Row&)>& on_row);
  Result<void> make_ready();
  void take_end();
  Result<void> settle_sent();
  Result<std::int64_t> fetch(const OnRow& on_row);
  using OnPlace = std::function<void(const pg_result* answer, int row)>;
  Result<void> take_answer(const std::function<OnPlace(const Sent&)>& wants = {});
  Result<void> take_all(const std::function<OnPlace(const Sent&)>& wants);
  void take_sync();
  pg_result* next_row(Stream& stream);
  void read_ahead();
  Error lost(std::string_view name) const;
  static void on_notice(void* self, const pg_result* notice);

  pg_conn* connection_;
  std::set<std::string, std::less<>> prepared_;
  std::map<std::string, std::string, std::less<>> by_text_;  // text → name of its statement
  std::vector<PgRows> gathered_;
  std::vector<Expected> expected_;
  std::deque<Sent> sent_;
  bool ending_ = false;  // the end of a read was sent, its answer not taken
  Stream* stream_ = nullptr;
  std::string last_tag_;
  int warnings_ = 0;
};

// Reading in the transaction its owner has begun. The first error stays: the server takes nothing more after
// it.
class PgSession : public Session {
 public:
  explicit PgSession(PgConnection& connection) : connection_(connection) {}
  Engine engine() const override { return Engine::postgres; }
  Result<void> each(const Query& query, Values values, const OnRow& on_row) override;
  Result<void> each_text(const std::string& sql, const std::vector<Value>& values,
                         const OnRow& on_row) override;
  Result<void> each_of(const Query& query, std::span<const std::vector<Value>> sets,
                       const std::function<void(std::size_t, const Row&)>& on_row) override;
  void expect(const Query& query, Values values) override;
  const std::optional<Error>& broken() const { return broken_; }

 private:
  friend class PgTx;
  template <class Call>
  auto attempt(const Call& call) -> decltype(call());
  PgConnection& connection_;
  std::optional<Error> broken_;
};

class PgTx : public Tx {
 public:
  explicit PgTx(PgConnection& connection) : connection_(connection), session_(connection) {}
  ~PgTx() override { connection_.forget_expected(); }
  Engine engine() const override { return Engine::postgres; }
  Result<void> each(const Query& query, Values values, const OnRow& on_row) override;
  Result<void> each_text(const std::string& sql, const std::vector<Value>& values,
                         const OnRow& on_row) override;
  Result<void> each_of(const Query& query, std::span<const std::vector<Value>> sets,
                       const std::function<void(std::size_t, const Row&)>& on_row) override;
  Result<std::int64_t> run(const Query& query, Values values) override;
  Result<void> queue(const Query& query, Values values) override;
  void expect(const Query& query, Values values) override { session_.expect(query, values); }
  const std::optional<Error>& broken() const { return session_.broken(); }

 private:
  PgConnection& connection_;
  PgSession session_;
};
}  // namespace youju::db
