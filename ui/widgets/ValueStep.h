// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <utility>

namespace lookaway {

/// A change that can be undone of something that is a value: all of it before and after.
template <class Value> class ValueStep : public QUndoCommand {
public:
    /// Who has the value; outlives the step.
    struct Owner {
        std::function<void(const Value&)> show = {};
        std::function<bool(const Value&, const Value&)> same = {};
    };
    /// Steps of the same `mergeKey` that follow each other become one; empty = this one stays alone. Pushing it on a
    /// stack shows `after`.
    ValueStep(const Owner& owner, Value before, Value after, const QString& text, QString mergeKey = {})
        : QUndoCommand(text)
        , m_owner(owner)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeKey(std::move(mergeKey))
    {
    }
    void undo() override { m_owner.show(m_before); }
    void redo() override { m_owner.show(m_after); }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* later) override
    {
        const auto* step = static_cast<const ValueStep*>(later); // of the same id: one of ours
        if (step->m_mergeKey != m_mergeKey)
            return false;
        m_after = step->m_after;
        setObsolete(m_owner.same(m_before, m_after));
        return true;
    }

private:
    const Owner& m_owner;
    Value m_before;
    Value m_after;
    QString m_mergeKey;
};

} // namespace lookaway
