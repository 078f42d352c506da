// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/stored_fields.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "base/log.hpp"
#include "base/unicode.hpp"
#include "state/state.hpp"

namespace attacca::core {

namespace {

/// An id of a stranger's, short enough for a log.
std::string shortened(std::string_view id) {
  char text[65];
  copy_text(id, text, sizeof text);
  return id.size() < sizeof text ? text : std::string(text) + "…";
}

}  // namespace

StoredFields::StoredFields(FieldSet& set, ParamStore& params, ChangeBell edited)
    : set_(set),
      params_(params),
      edited_(edited),
      changed_(set.all().size(), 0),
      changes_(set.all().size(), 0) {
  auto first = std::make_shared<detail::FieldValues>();
  for (const AnyField* field : set.all()) first->push_back(field->first_);
  params_.carry_fields(in_process(set), first.get());
  values_.push_back(std::move(first));
  join(set, this);
}

StoredFields::~StoredFields() {
  join(set_, nullptr);
}

std::shared_ptr<const detail::FieldValues> StoredFields::all_newest() const {
  const std::lock_guard lock(writers_);
  return values_.back();
}

/// Those that neither anybody has nor process() can come to any more. Inside the mutex; to be
/// dropped outside, since destructors may take their time.
std::vector<std::shared_ptr<const detail::FieldValues>> StoredFields::take_left() {
  const auto held = [this](const std::shared_ptr<const detail::FieldValues>& values) {
    return params_.are_held(values.get());
  };
  const auto left = std::stable_partition(values_.begin(), values_.end(), held);
  std::vector<std::shared_ptr<const detail::FieldValues>> taken(
      std::make_move_iterator(left), std::make_move_iterator(values_.end()));
  values_.erase(left, values_.end());
  return taken;
}

std::shared_ptr<const void> StoredFields::newest(std::size_t index) const {
  return (*all_newest())[index];
}

std::uint64_t StoredFields::changes(std::size_t index) const {
  const std::lock_guard lock(writers_);
  return changes_[index];
}

void StoredFields::set(std::size_t index, std::shared_ptr<const void> value) {
  std::vector<std::shared_ptr<const detail::FieldValues>> left;
  {
    const std::lock_guard lock(writers_);
    if (set_.all()[index]->are_equal((*values_.back())[index].get(), value.get())) return;
    auto next = std::make_shared<detail::FieldValues>(*values_.back());
    (*next)[index] = std::move(value);
    values_.push_back(std::move(next));
    changed_[index] = 1;
    ++changes_[index];
    params_.set_fields(values_.back().get());
    left = take_left();
  }
  edited_.ring(edited_.context);
}

bool StoredFields::belongs_to(const AnyField& field, StateContext context) noexcept {
  if (context == StateContext::preset) return field.options().in_presets;
  if (context == StateContext::duplicate) return field.options().in_duplicates;
  return true;
}

AnyField* StoredFields::find(std::string_view id) const noexcept {
  for (AnyField* field : set_.all()) {
    if (field->id() == id) return field;
  }
  return nullptr;
}

void StoredFields::write(JsonWriter& json, StateContext context) const {
  const std::shared_ptr<const detail::FieldValues> values = all_newest();
  for (const AnyField* field : set_.all()) {
    if (!belongs_to(*field, context)) continue;
    put_text(json, field->id());
    put_value(json, field->write((*values)[field->index()].get()), 2);
  }
}

void StoredFields::call_changed() {
  for (AnyField* field : set_.all()) {
    {
      const std::lock_guard lock(writers_);
      if (std::exchange(changed_[field->index()], 0) == 0) continue;
    }
    if (field->on_change_) field->on_change_();
  }
}

/// Keeps what the fields were written as until the whole state has turned out to be sound.
class StoredFields::Reader final : public FieldReader, private ValueBuilder {
 public:
  Reader(const StoredFields& store, StateContext context) : store_(store), context_(context) {}

  JsonEvents& events() noexcept override { return *this; }
  Result<void> decode(ReadState& into) override;

  /// By index; null: the value stays as it is.
  detail::FieldValues decoded;

 private:
  bool built(StateValue value) override {
    read_ = std::move(value);
    return true;
  }
  [[nodiscard]] Result<void> decode_one(const StateValue::Member& member, AnyField& field,
                                        ReadState& into);

  const StoredFields& store_;
  const StateContext context_;
  StateValue read_;
};

Result<void> StoredFields::Reader::decode(ReadState& into) {
  const std::span<AnyField* const> fields = store_.set_.all();
  decoded.clear();
  for (const AnyField* field : fields) {
    decoded.push_back(belongs_to(*field, context_) ? field->first_ : nullptr);
  }
  // 1: by a former id, which its own one overrides.
  std::vector<char> seen(fields.size(), 0);
  for (const StateValue::Member& member : read_.members()) {
    AnyField* field = store_.find(member.key);
    const bool former = field == nullptr;
    if (former) field = find_former(store_.set_, member.key);
    if (field == nullptr || (former && seen[field->index()] != 0)) {
      into.leave("the field " + shortened(member.key));
      continue;
    }
    if (!former && std::exchange(seen[field->index()], 2) == 2) {
      return fail("the field " + json_text(member.key) + " appears twice");
    }
    if (former) seen[field->index()] = 1;
    if (!belongs_to(*field, context_)) continue;
    if (auto done = decode_one(member, *field, into); !done) return done;
  }
  return {};
}

Result<void> StoredFields::Reader::decode_one(const StateValue::Member& member, AnyField& field,
                                              ReadState& into) {
  try {
    decoded[field.index()] = field.read(member.value);
  } catch (const std::exception& exception) {
    return fail("its field " + json_text(member.key) +
                " cannot be read: " + json_text(exception.what()));
  } catch (...) {
    return fail("its field " + json_text(member.key) + " cannot be read");
  }
  if (decoded[field.index()] != nullptr) return {};
  decoded[field.index()] = field.first_;
  into.leave("the value of the field " + std::string(field.id()));
  return {};
}

std::unique_ptr<FieldReader> StoredFields::make_reader(StateContext context) const {
  return std::make_unique<Reader>(*this, context);
}

void StoredFields::load(std::span<const double> params, FieldReader& from) {
  detail::FieldValues& decoded = static_cast<Reader&>(from).decoded;
  std::vector<std::shared_ptr<const detail::FieldValues>> left;
  const std::lock_guard lock(writers_);
  auto next = std::make_shared<detail::FieldValues>(*values_.back());
  for (const AnyField* field : set_.all()) {
    const std::size_t index = field->index();
    if (decoded[index] == nullptr) continue;
    if (field->are_equal((*next)[index].get(), decoded[index].get())) continue;
    (*next)[index] = std::move(decoded[index]);
    changed_[index] = 1;
    ++changes_[index];
  }
  values_.push_back(std::move(next));
  params_.load(params, values_.back().get());
  left = take_left();
}

namespace {

const FieldCode kFieldCode = {
    [](FieldSet& set, ParamStore& params, ChangeBell edited) -> std::unique_ptr<FieldStore> {
      return std::make_unique<StoredFields>(set, params, edited);
    }};

}  // namespace

const FieldCode& field_code() noexcept {
  return kFieldCode;
}

}  // namespace attacca::core
