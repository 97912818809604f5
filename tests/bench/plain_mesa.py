"""The weekly rules of the balance written plainly with Mesa: one object a member, one method for each thing they do.

For the benchmark only. Same rules, same conditions and climate (the functions of the domain that work on the whole are
called as they are); Python's own dice, so the two runs agree in the mean, not number for number.
"""

import math
import random

import mesa
import numpy as np

from tisserand.content.models.balance import Balance
from tisserand.domain.balance.climate import next_climate
from tisserand.domain.balance.community import TEAM, Community, found
from tisserand.domain.balance.exchanges import attention_per_topic, hostile_probability
from tisserand.domain.balance.levers import Conditions
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.setting import Deeds, Setting
from tisserand.domain.balance.team import crew_of
from tisserand.domain.balance.week import usefulness

SILENT, ONCE, REGULAR = 0, 1, 2


class Member(mesa.Agent):
    """A member."""

    def __init__(self, model, need, asking, answering, **state):
        super().__init__(model)
        self.need, self.asking, self.answering = need, asking, answering
        self.is_team = state.get("is_team", False)
        self.is_leader = False
        self.stage = state.get("stage", SILENT)
        self.belonging = state.get("belonging", 0.12)
        self.trust = state.get("trust", 0.45)
        self.load = state.get("load", 0.0)
        self.joined_week = state.get("joined_week", -1000)
        self.last_post = -1000
        self.weekly_posts = [0] * 13
        self.here = self.is_answered = self.is_ignored = False
        self.replies = self.posts = 0

    def visit(self):
        """Come this week, or not."""
        p, climate, model = self.model.p, self.model.climate, self.model
        odds = (
            p.visit_base
            + p.visit_liveliness * climate.alive
            - p.visit_friction * climate.friction
            - p.visit_tension * climate.tension
            - p.solicitation * max(0.0, climate.solicitation - 0.5)
            + p.visit_need * model.use * self.need
            + p.visit_belonging * self.belonging
            - p.visit_load * self.load
            + (p.curiosity if self.joined_week > model.week - 4 else 0.0)
            - (p.visit_away if self.stage == ONCE else 0.0)
            + (1.8 if self.is_team else 0.0)
        )
        self.here = self.random.random() < 1.0 / (1.0 + math.exp(-odds))
        self.is_answered = self.is_ignored = False
        self.replies = self.posts = 0

    def ask(self):
        """Start a topic, or not."""
        if not self.here or self.stage == ONCE:
            return
        p = self.model.p
        rate = 1.5 * p.topic_rate * self.model.conditions.asking
        if self.stage == SILENT:
            rate *= p.silence_settles if self.joined_week <= self.model.week - 26 else 1.0
            rate *= p.first_topic * (1.0 + (p.rules_first_topic - 1.0) * self.model.climate.rules)
        rate *= self.asking * (0.5 + self.trust)
        if self.random.random() < rate:
            self.model.topics.append(self)
            self.posts += 1

    def offer(self):
        """Return how likely this member is to be the one who answers a topic."""
        if not self.here or self.stage != REGULAR:
            return 0.0
        part = 1.7 * self.model.conditions.care if self.is_team else 1.5 if self.is_leader else 1.0
        willing = (0.15 + self.belonging) * (1.0 - self.load) * self.model.conditions.helping
        return self.answering * willing * part

    def feel(self):
        """Belong and trust more or less."""
        p, model, climate = self.model.p, self.model, self.model.climate
        warmth = model.bonding * (
            (p.belonging_visit * climate.alive if self.here else 0.0)
            + (p.belonging_answered if self.is_answered else 0.0)
            + p.belonging_helped * min(self.replies, 3)
        )
        b = self.belonging
        b = b + warmth * (1.0 - b) - p.belonging_decay * b - (p.belonging_ignored if self.is_ignored else 0.0)
        self.belonging = min(1.0, max(0.0, b))
        t = self.trust + p.trust_pace * (model.trust_towards - self.trust)
        t += 0.02 * self.is_answered - 0.03 * self.is_ignored
        self.trust = min(1.0, max(0.0, t))

    def carry(self):
        """Get tired and recover; begin to lead, or step back."""
        p, model = self.model.p, self.model
        load = self.load * (1.0 - p.load_recovery) + p.load_reply * model.conditions.answering_load * self.replies
        load += model.duty_each * (1.0 if self.is_team else 0.4 if self.is_leader else 0.0)
        self.load = min(1.0, max(0.0, load))
        if self.is_team:
            return
        if not self.is_leader and sum(self.weekly_posts) + self.posts >= 10 and self.belonging >= 0.55:
            self.is_leader = self.random.random() < p.emergence * model.conditions.emergence
        self.is_leader = self.is_leader and self.stage == REGULAR and self.load < 0.85 and self.belonging > 0.275

    def go_or_stay(self):
        """Leave the community, or not."""
        p, climate = self.model.p, self.model.climate
        if self.is_team:
            risk = p.burn_out * min(1.0, max(0.0, (self.load - 0.75) / 0.25))
        else:
            risk = p.leave * (1.0 - self.belonging) ** 2 * (0.6 + 0.8 * climate.friction)
            risk += p.leave_tension * climate.tension * (1.0 - self.trust)
        if self.posts:
            self.last_post = self.model.week + 1
        self.weekly_posts = [*self.weekly_posts[1:], self.posts]
        if self.random.random() < risk:
            self.model.left += 1
            self.remove()


class PlainCommunity(mesa.Model):
    """A community of members."""

    def __init__(self, profile: Balance, conditions: Conditions, parameters: Parameters, seed: int):
        super().__init__(seed=seed)
        self.profile, self.conditions, self.p = profile, conditions, parameters
        self.setting = Setting(profile, parameters, conditions, {})
        self.state: Community = found(profile.start, parameters, seed)
        self.climate = self.state.climate
        self.week, self.left, self.joined, self.posted = 0, 0, profile.start.members, 0
        people, state = self.state.people, self.state
        for slot in range(self.joined):
            Member(
                self,
                float(people.need[slot]),
                float(people.asking[slot]),
                float(people.answering[slot]),
                is_team=bool(state.team[slot]),
                stage=REGULAR if slot < profile.start.regulars else SILENT,
                belonging=float(state.belonging[slot]),
                trust=float(state.trust[slot]),
                load=float(state.load[slot]),
            )

    def step(self):
        """Live a week."""
        self._arrive()
        whole = self._whole()
        self.use = usefulness(whole, self.setting, crew_of(whole))
        self.topics = []
        self.agents.shuffle_do("visit")
        self.agents.shuffle_do("ask")
        self._reply()
        hostile = self._hostile()
        self._prepare(hostile)
        self.agents.shuffle_do("feel")
        self.agents.shuffle_do("carry")
        self.agents.shuffle_do("go_or_stay")
        whole = self._whole()
        nobody = np.zeros(0, dtype=np.intp)
        deeds = Deeds(nobody, nobody, nobody > 0, nobody, nobody, self.posted, hostile)
        self.climate = next_climate(whole, self.setting, crew_of(whole), deeds)
        self.week += 1

    def _arrive(self):
        people, start = self.state.people, self.profile.start
        active = sum(1 for member in self.agents if member.last_post > self.week - 4)
        told = self.p.word_of_mouth * active * self.climate.alive * (1.0 - self.climate.tension)
        expected = (start.arrivals * (0.5 + 0.5 * self.climate.alive) + told) * (1.0 - self.joined / start.audience)
        for _ in range(min(_poisson(expected, self.random), start.audience - self.joined)):
            slot = self.joined
            need, asking = float(people.need[slot]), float(people.asking[slot])
            Member(self, need, asking, float(people.answering[slot]), joined_week=self.week)
            self.joined += 1

    def _reply(self):
        members = list(self.agents)
        weights = [member.offer() for member in members]
        offers = sum(weights)
        attention = attention_per_topic(offers * self.p.reply_rate, len(self.topics), self.p)
        self.posted = len(self.topics)
        self.hours, self.ties, self.first, self.returned = [], [], 0, 0
        for starter in self.topics:
            mine = attention * self.p.newcomer_attention if starter.stage == SILENT else attention
            patience = -math.log(1.0 - self.random.random())
            if offers > 0 and patience < mine:
                self.hours.append(168.0 * (patience / mine) ** (1.0 / self.p.answer_shape))
                mean = self.p.discussion * attention / self.p.attention_most
                for replier in self.random.choices(members, weights, k=1 + _poisson(mean, self.random)):
                    if replier is not starter:
                        replier.replies += 1
                        replier.posts += 1
                        starter.is_answered = True
                        self.ties.append((replier.unique_id, starter.unique_id))
                        self.posted += 1
            starter.is_ignored = not starter.is_answered
            if starter.stage == SILENT:
                back = self.p.return_reply if starter.is_answered else self.p.return_no_reply
                back += self.p.return_liveliness * (self.climate.alive - 0.5)
                starter.stage = REGULAR if self.random.random() < back else ONCE
                self.first += 1
                self.returned += starter.stage == REGULAR

    def _hostile(self):
        chance = hostile_probability(self.climate.tension, self.climate.rules, self.p)
        return _poisson(self.posted * chance, self.random)

    def _prepare(self, hostile):
        start, climate = self.profile.start, self.climate
        expects = start.expects_say / 100
        self.bonding = self.conditions.bonding * (1.0 + 2.0 * expects * (climate.say - 0.5))
        self.bonding *= 1.0 - 0.5 * climate.tension
        self.trust_towards = 0.15 + 0.4 * (expects * climate.say + (1.0 - expects) * 0.5)
        self.trust_towards += 0.35 * climate.reliability + 0.15 * climate.rules - 0.5 * climate.tension
        visitors = sum(1 for member in self.agents if member.here)
        hands = sum(1.0 if member.is_team else 0.4 if member.is_leader else 0.0 for member in self.agents)
        work = self.conditions.duty + self.conditions.duty_by_member * visitors + 0.08 * hostile
        self.duty_each = self.p.load_duty * work / max(hands, 1.0)

    def _whole(self):
        """Return what the functions on the whole community look at."""
        run = [member for member in self.agents if member.is_team or member.is_leader]
        state = self.state
        size = len(run)
        loads, standing = np.array([member.load for member in run]), np.full(size, TEAM)
        return _Whole(self.climate, loads, standing, size, self.joined - self.left, state.capacity)


class _Whole:
    """Those who run the place, seen as a community."""

    def __init__(self, climate, load, standing, joined, members, capacity):  # noqa: PLR0913, PLR0917
        self.climate, self.load, self.standing = climate, load, standing
        self.joined, self.members, self.capacity = joined, members, capacity


def _poisson(mean: float, dice: random.Random) -> int:
    count, left = 0, math.exp(-mean)
    at = dice.random()
    while at > left:
        at *= dice.random()
        count += 1
    return count
